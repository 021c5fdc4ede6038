package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Locale;
import org.bianmin.hub.event.Rfc3339;

/** Writes what was judged, as an extension (profiles/recognition.json). */
final class RecognitionExtension {

  static final String URL = "urn:bianmin:recognition";

  private RecognitionExtension() {}

  /** The member {@code extension}. */
  static void write(JsonGenerator json, ItemJudgement judged, ZoneId zone) throws IOException {
    json.writeArrayFieldStart("extension");
    extension(json, judged, zone);
    json.writeEndArray();
  }

  static void extension(JsonGenerator json, ItemJudgement judged, ZoneId zone) throws IOException {
    json.writeStartObject();
    json.writeStringField("url", URL);
    json.writeArrayFieldStart("extension");
    value(json, "scope", "valueCode", judged.scope());
    value(json, "label", "valueString", judged.label());
    value(
        json,
        "expiresAt",
        "valueDateTime",
        judged.expiresAt() == null ? null : Rfc3339.format(judged.expiresAt(), zone));
    for (Obstacle obstacle : judged.obstacles()) {
      value(json, "reason", "valueCode", word(obstacle));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** As it is written: {@code not-final}. */
  static String word(Obstacle obstacle) {
    return obstacle.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void value(JsonGenerator json, String url, String type, String value)
      throws IOException {
    if (value != null) {
      json.writeStartObject();
      json.writeStringField("url", url);
      json.writeStringField(type, value);
      json.writeEndObject();
    }
  }
}
