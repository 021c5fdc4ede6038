package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Judgements as they are stored: {@code {"edition", "tables", "report"?, "items"?}}, and per item
 * {@code i} its code, {@code s} scope, {@code l} label, {@code x} expiry in epoch milliseconds,
 * {@code no} obstacles. What there is not is left out, since a report may have 300 items.
 */
public final class JudgementJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = JSON.getFactory();
  private static final String NONE = "none";

  private JudgementJson() {}

  /** Writes a judgement. */
  public static String write(Judgement judgement) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("edition", judgement.edition());
      json.writeStringField("tables", judgement.tables());
      if (judgement.report() != null) {
        json.writeFieldName("report");
        write(json, judgement.report());
      }
      if (!judgement.items().isEmpty()) {
        json.writeArrayFieldStart("items");
        for (ItemJudgement item : judgement.items()) {
          write(json, item);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("A judgement cannot be written", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, ItemJudgement item) throws IOException {
    json.writeStartObject();
    field(json, "i", item.item());
    field(json, "s", NONE.equals(item.scope()) ? null : item.scope());
    field(json, "l", item.label());
    if (item.expiresAt() != null) {
      json.writeNumberField("x", item.expiresAt());
    }
    if (!item.obstacles().isEmpty()) {
      json.writeArrayFieldStart("no");
      for (Obstacle obstacle : item.obstacles()) {
        json.writeString(obstacle.name());
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void field(JsonGenerator json, String name, String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IllegalStateException when it is something else
   */
  public static Judgement read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      List<ItemJudgement> items = new ArrayList<>(json.path("items").size());
      for (JsonNode item : json.path("items")) {
        items.add(item(item));
      }
      return new Judgement(
          json.path("edition").textValue(),
          json.path("tables").textValue(),
          json.has("report") ? item(json.get("report")) : null,
          List.copyOf(items));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("A stored judgement cannot be read", e);
    }
  }

  private static ItemJudgement item(JsonNode json) {
    List<Obstacle> obstacles = new ArrayList<>(json.path("no").size());
    for (JsonNode obstacle : json.path("no")) {
      obstacles.add(Obstacle.valueOf(obstacle.asText()));
    }
    return new ItemJudgement(
        json.path("i").textValue(),
        json.path("s").asText(NONE),
        json.path("l").textValue(),
        json.has("x") ? (Long) json.get("x").longValue() : null,
        List.copyOf(obstacles));
  }
}
