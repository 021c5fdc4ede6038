package org.bianmin.hub.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Raw bytes to JSON: strict on charset and syntax, numbers as they are written. */
final class JsonBytes {

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonBytes() {}

  /**
   * Reads one document.
   *
   * @return null for no bytes
   * @throws CannotMap stage {@code decode} or {@code parse}, with the place
   */
  static JsonNode parse(byte[] raw) {
    ByteBuffer bytes = ByteBuffer.wrap(raw);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new CannotMap(
          "decode", "the bytes are not UTF-8; send UTF-8", "byte " + bytes.position());
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new CannotMap(
          "parse",
          "it is not one JSON document, or names a member twice; correct it and send it again",
          at == null ? null : "line " + at.getLineNr() + ", column " + at.getColumnNr());
    }
  }
}
