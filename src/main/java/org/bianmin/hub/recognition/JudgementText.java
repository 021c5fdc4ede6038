package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** A judgement as {@code recognition_report.judgement} holds it. */
public final class JudgementText {

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private JudgementText() {}

  public static String write(Judgement judgement) {
    try {
      return JSON.writeValueAsString(judgement);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Judgement read(String text) {
    try {
      return JSON.readValue(text, Judgement.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored judgement is not JSON", e);
    }
  }
}
