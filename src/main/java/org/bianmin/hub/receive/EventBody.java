package org.bianmin.hub.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Takes the documents of a request: strict on charset and syntax, no more than the source allows.
 */
final class EventBody {

  /**
   * A document and where it stands in the body.
   *
   * @param place JSON Pointer: empty for the body itself, {@code /items/3}
   */
  record Document(JsonNode json, String place) {

    /** The document as it is journaled: the same however it was sent. */
    byte[] bytes() {
      try {
        return JSON.writeValueAsBytes(json);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // a number is kept as it is written
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private EventBody() {}

  /**
   * Reads one document, or {@code {"items": […]}}.
   *
   * @throws EventRefusal 400, 413 or 415
   */
  static List<Document> read(HttpServletRequest request, int maxBytes) {
    return documents(body(request, maxBytes));
  }

  /**
   * Reads one document, or {@code {"items": […]}}, from bytes that no request brought.
   *
   * @throws EventRefusal 400
   */
  static List<Document> documents(byte[] raw) {
    JsonNode body = parse(raw);
    if (!body.isObject()) {
      throw new EventRefusal(
          HttpStatus.BAD_REQUEST, "The body is no JSON object: send one document, or {\"items\"}");
    }
    JsonNode items = body.get("items");
    if (items == null || body.has("type")) {
      return List.of(new Document(body, ""));
    }
    if (!items.isArray() || items.isEmpty() || body.size() > 1) {
      throw new EventRefusal(
          HttpStatus.BAD_REQUEST,
          "Several documents are sent as {\"items\": [ … ]}, with at least one and nothing beside");
    }
    List<Document> documents = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      documents.add(new Document(items.get(i), "/items/" + i));
    }
    return documents;
  }

  /**
   * Takes a body in a form of the sender's own, an object or an array, as one document.
   *
   * @throws EventRefusal 400, 413 or 415
   */
  static List<Document> whole(HttpServletRequest request, int maxBytes) {
    return whole(body(request, maxBytes));
  }

  /**
   * The same, from bytes that no request brought.
   *
   * @throws EventRefusal 400
   */
  static List<Document> whole(byte[] raw) {
    JsonNode body = parse(raw);
    if (!body.isContainerNode()) {
      throw new EventRefusal(
          HttpStatus.BAD_REQUEST, "The body is neither a JSON object nor an array");
    }
    return List.of(new Document(body, ""));
  }

  private static byte[] body(HttpServletRequest request, int maxBytes) {
    if (!json(request.getContentType())
        || request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
      throw new EventRefusal(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8, not compressed");
    }
    return bytes(request, maxBytes);
  }

  private static boolean json(String contentType) {
    try {
      MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
      return type != null
          && "application".equals(type.getType())
          && "json".equals(type.getSubtype())
          && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte[] bytes(HttpServletRequest request, int maxBytes) {
    byte[] raw;
    try (InputStream body = request.getInputStream()) {
      raw = body.readNBytes(maxBytes + 1);
    } catch (IOException e) {
      throw new EventRefusal(HttpStatus.BAD_REQUEST, "The body was cut off: send it again");
    }
    if (raw.length > maxBytes) {
      throw new EventRefusal(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "The body is larger than "
              + maxBytes
              + " bytes: send fewer items, or raise hub.sources.<id>.max-frame");
    }
    return raw;
  }

  private static JsonNode parse(byte[] raw) {
    ByteBuffer bytes = ByteBuffer.wrap(raw);
    JsonNode body;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      body = JSON.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      throw new EventRefusal(
          HttpStatus.BAD_REQUEST, "Byte " + bytes.position() + " is not UTF-8: send UTF-8");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new EventRefusal(
          HttpStatus.BAD_REQUEST,
          "The body is not JSON, or names a member twice"
              + (at == null
                  ? ""
                  : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
              + ": correct it and send it again");
    }
    if (body == null) {
      throw new EventRefusal(HttpStatus.BAD_REQUEST, "The body is empty: send a JSON document");
    }
    return body;
  }
}
