package org.bianmin.hub.indicator.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON of reports: numbers keep all of their digits. */
final class ReportTexts {

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private ReportTexts() {}

  static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A report's value is not JSON", e);
    }
  }

  static Grounds grounds(String text) {
    try {
      return JSON.readValue(text, Grounds.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Stored grounds are not JSON", e);
    }
  }

  static ReportValue value(String text) {
    try {
      return JSON.readValue(text, ReportValue.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored value is not JSON", e);
    }
  }
}
