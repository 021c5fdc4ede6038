package org.bianmin.hub.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;

/** Attributes as JSON text; keys are sorted, so equal attributes are equal text. */
final class Attributes {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          // numbers come back as the types that the mapping gave them
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private Attributes() {}

  static String write(Map<String, Object> attributes) {
    try {
      return attributes.isEmpty() ? "{}" : JSON.writeValueAsString(attributes);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Attributes are not JSON", e);
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
