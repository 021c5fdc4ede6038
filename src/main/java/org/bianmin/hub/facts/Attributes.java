package org.bianmin.hub.facts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/**
 * Attributes as JSON text; names are sorted, so equal attributes are equal text. Groups are stored
 * by the keys of their items, so that a later message can change one item, and shown as lists.
 */
public final class Attributes {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          // numbers come back as the types that the mapping gave them
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final JsonFactory FACTORY = JSON.getFactory();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final int USUAL_LENGTH = 256;

  private Attributes() {}

  /**
   * What others are told of a fact.
   *
   * @param stored {@code measure_event.attributes}
   */
  public static Map<String, Object> shown(String stored) {
    return Merge.shown(read(stored));
  }

  static String write(Map<String, Object> attributes) {
    if (attributes.isEmpty()) {
      return "{}";
    }
    StringWriter text = new StringWriter(USUAL_LENGTH);
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json, attributes);
    } catch (IOException e) {
      throw new IllegalStateException("Attributes are not JSON", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> member : Members.sorted(map)) {
      json.writeFieldName((String) member.getKey());
      write(json, member.getValue());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Map<?, ?> map) {
      write(json, map);
    } else if (value == null) {
      json.writeNull();
    } else if (value instanceof Long || value instanceof Integer) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, item);
      }
      json.writeEndArray();
    } else {
      throw new IllegalStateException("no attribute is a " + value.getClass());
    }
  }

  static Map<String, Object> read(String json) {
    try {
      return "{}".equals(json) ? Map.of() : JSON.readValue(json, MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored attributes are not JSON", e);
    }
  }
}
