package org.bianmin.hub.recognition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** Bodies of requests: strict JSON, checked against a published schema (docs/recognition-api). */
final class JsonRequest {

  private static final int MOST_BYTES = 4 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JsonSchema schema;

  /** For the schema {@code recognition-api/<name>.json} of the class path. */
  JsonRequest(String name) {
    String file = "/recognition-api/" + name + ".json";
    try (InputStream in = JsonRequest.class.getResourceAsStream(file)) {
      this.schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
              .getSchema(
                  JSON.readTree(in),
                  SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The object that a request holds.
   *
   * @throws Refusal 400, 413 or 415
   */
  static ObjectNode read(HttpServletRequest request) {
    if (!isJson(request.getContentType())) {
      throw new Refusal(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8, not compressed");
    }
    byte[] raw;
    try (InputStream body = request.getInputStream()) {
      raw = body.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "The body was cut off: send it again");
    }
    if (raw.length > MOST_BYTES) {
      throw new Refusal(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "The body is larger than " + MOST_BYTES + " bytes: send fewer items");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (CharacterCodingException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "The body is not UTF-8: send UTF-8");
    } catch (JsonProcessingException e) {
      throw new Refusal(
          HttpStatus.BAD_REQUEST,
          "The body is not JSON, or names a member twice: correct it and send it again");
    }
    throw new Refusal(HttpStatus.BAD_REQUEST, "The body is no JSON object");
  }

  /** Everything that a document breaks, one reason per place. */
  List<Refusal.Problem> problems(JsonNode document, String place) {
    Map<String, Refusal.Problem> byPlace = new LinkedHashMap<>();
    for (ValidationMessage breach : schema.validate(document)) {
      Refusal.Problem problem = problem(place, breach);
      byPlace.putIfAbsent(problem.place(), problem);
    }
    return List.copyOf(byPlace.values());
  }

  /** Place and rule; the validator's own text may quote values, and those are patient data. */
  private static Refusal.Problem problem(String place, ValidationMessage breach) {
    String at = place + breach.getInstanceLocation();
    if (breach.getProperty() != null) {
      at += "/" + breach.getProperty().replace("~", "~0").replace("/", "~1");
    }
    String rule = breach.getSchemaNode() == null ? "" : breach.getSchemaNode().toString();
    return new Refusal.Problem(
        at,
        switch (breach.getType()) {
          case "required" ->
              at.endsWith("/reasonCode")
                  ? "is missing: a declined result needs its reason, R1 to R10 or a code of yours"
                  : "is missing; send it";
          case "additionalProperties", "unevaluatedProperties" ->
              "is not known here; correct its name, or leave it out";
          case "type" -> "has another type; it has to be " + rule;
          case "enum", "const" -> "has to be one of " + rule;
          default -> "breaks '" + breach.getType() + "' " + rule + " of the schema; correct it";
        });
  }

  private static boolean isJson(String contentType) {
    try {
      MediaType type = contentType == null ? null : MediaType.parseMediaType(contentType);
      return type != null
          && "json".equals(type.getSubtype())
          && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
