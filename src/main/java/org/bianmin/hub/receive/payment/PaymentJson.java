package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** JSON of notifications, read strictly. */
final class PaymentJson {

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // a number is kept as it is written
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private PaymentJson() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /**
   * Reads an object.
   *
   * @param what it is, for the refusal: {@code the body}
   * @throws RefusedNotification for anything else
   */
  static ObjectNode object(String text, Reason reason, String what) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // the parser's text would quote the notification
      throw new RefusedNotification(reason, what + " is not JSON, or names a member twice");
    }
    throw new RefusedNotification(reason, what + " is no JSON object");
  }

  /**
   * Text in a charset, byte for byte.
   *
   * @throws RefusedNotification where it is not in the charset
   */
  static String text(byte[] bytes, Charset charset, String what) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedNotification(
          Reason.MALFORMED, what + " is not text in " + charset.name() + ", as it says it is");
    }
  }

  /** The text of a member; empty where it is missing or null, whose text would be "null". */
  static String text(JsonNode object, String member) {
    return text(object.path(member));
  }

  static String text(JsonNode value) {
    return value.isNull() ? "" : value.asText();
  }

  /** JSON that the hub wrote itself. */
  static JsonNode own(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String code, String message) {
    return bytes(object().put("code", code).put("message", message));
  }

  /** The same bytes for the same content, whatever the order of members and the space between. */
  static byte[] canonical(String kind, JsonNode node) {
    try {
      byte[] sorted = JSON.writeValueAsBytes(JSON.treeToValue(node, Object.class));
      byte[] begin = (kind + "\n").getBytes(StandardCharsets.UTF_8);
      return ByteBuffer.allocate(begin.length + sorted.length).put(begin).put(sorted).array();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
