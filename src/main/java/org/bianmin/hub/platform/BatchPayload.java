package org.bianmin.hub.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bianmin.hub.delivery.Batch;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.event.Rfc3339;
import org.bianmin.hub.event.UnmappedCode;

/** Writes a batch as the contract has it (measure-event-batch.json). */
final class BatchPayload {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int BYTES_PER_ITEM = 700;

  /** Names of attributes, quoted once: there are a few hundred of them, in every item again. */
  private static final Map<String, SerializedString> NAMES = new ConcurrentHashMap<>();

  private static final int NAMES_KEPT = 4096;

  private final ZoneId zone;

  /** Times are written as this zone's clock shows them. */
  BatchPayload(ZoneId zone) {
    this.zone = zone;
  }

  /** UTF-8 JSON. */
  byte[] write(Batch batch, long sentAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(batch.events().size() * BYTES_PER_ITEM);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("batchNo", batch.batchNo());
      json.writeStringField("facility", batch.events().get(0).key().facility());
      json.writeStringField("sentAt", Rfc3339.format(sentAt, zone));
      json.writeArrayFieldStart("items");
      for (MeasureEvent event : batch.events()) {
        item(json, event);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** One item alone (measure-event.json), UTF-8 JSON: the same bytes for the same version. */
  byte[] item(MeasureEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES_PER_ITEM);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      item(json, event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void item(JsonGenerator json, MeasureEvent event) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", event.key().toString());
    json.writeNumberField("version", event.version());
    json.writeStringField("status", event.status().code());
    json.writeStringField("type", event.key().type());
    json.writeStringField("facility", event.key().facility());
    if (event.occurredAt() == null) {
      json.writeNullField("occurredAt");
    } else {
      json.writeStringField("occurredAt", Rfc3339.format(event.occurredAt(), zone));
    }
    json.writeStringField("recordedAt", Rfc3339.format(event.recordedAt(), zone));
    if (event.patient() == null) {
      json.writeNullField("patient");
    } else {
      json.writeObjectFieldStart("patient");
      json.writeStringField("pseudonym", event.patient());
      json.writeEndObject();
    }
    List<String> unmapped = new ArrayList<>(0);
    json.writeObjectFieldStart("attributes");
    for (Map.Entry<String, Object> attribute : event.attributes().entrySet()) {
      if (UnmappedCode.codeOf(attribute.getValue()) != null) {
        unmapped.add(attribute.getKey());
      } else {
        json.writeFieldName(name(attribute.getKey()));
        value(json, attribute.getValue());
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("unmapped");
    for (String name : unmapped) {
      json.writeString(name);
    }
    json.writeEndArray();
    json.writeStringField("mapping", event.mapping());
    json.writeEndObject();
  }

  private static SerializedString name(String name) {
    SerializedString quoted = NAMES.get(name);
    if (quoted == null) {
      quoted = new SerializedString(name);
      if (NAMES.size() < NAMES_KEPT) {
        NAMES.put(name, quoted);
      }
    }
    return quoted;
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        value(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        // what is empty or has no mapping is left out of an item, never sent as a value
        if (entry.getValue() != null && UnmappedCode.codeOf(entry.getValue()) == null) {
          json.writeFieldName(name((String) entry.getKey()));
          value(json, entry.getValue());
        }
      }
      json.writeEndObject();
    } else {
      throw new IllegalStateException("no JSON for " + value.getClass());
    }
  }
}
