package org.bianmin.hub.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Where an element stands in a JSON text. HAPI names an element by its last name only, so a refused
 * text is read once more.
 *
 * @param path {@code Bundle.entry[0].resource.period.start}, null when not found
 * @param lineColumn {@code line 3, column 14}, null when not found
 */
record JsonPlace(String path, String lineColumn) {

  static final JsonPlace UNKNOWN = new JsonPlace(null, null);

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The first element of a name.
   *
   * @param value its text; null for any object, array or scalar
   */
  static JsonPlace of(String text, String element, String value) {
    return find(
        text, (name, content) -> element.equals(name) && (value == null || value.equals(content)));
  }

  /** The first {@code resourceType} that names no R4 resource. */
  static JsonPlace ofUnknownType(String text) {
    Set<String> known = ca.uhn.fhir.context.FhirContext.forR4Cached().getResourceTypes();
    return find(text, (name, content) -> "resourceType".equals(name) && !known.contains(content));
  }

  private static JsonPlace find(String text, BiPredicate<String, String> wanted) {
    String root = null;
    try (JsonParser json = JSON.createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
          continue;
        }
        String name = name(json.getParsingContext(), token);
        String content = token.isScalarValue() ? json.getText() : null;
        if (root == null && "resourceType".equals(name) && depth(json) == 1) {
          root = content;
        }
        if (wanted.test(name, content)) {
          var at = json.currentTokenLocation();
          return new JsonPlace(
              path(root, json.getParsingContext(), token),
              "line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
      }
    } catch (IOException e) {
      return UNKNOWN;
    }
    return UNKNOWN;
  }

  /** A struct's own start is already inside its context; its name is one level up. */
  private static JsonStreamContext holder(JsonStreamContext context, JsonToken token) {
    return token.isStructStart() ? context.getParent() : context;
  }

  private static String name(JsonStreamContext context, JsonToken token) {
    JsonStreamContext at = holder(context, token);
    while (at != null && at.inArray()) {
      at = at.getParent();
    }
    return at == null ? null : at.getCurrentName();
  }

  private static int depth(JsonParser json) {
    return json.getParsingContext().getNestingDepth();
  }

  private static String path(String root, JsonStreamContext context, JsonToken token) {
    Deque<String> steps = new ArrayDeque<>();
    String index = "";
    for (JsonStreamContext at = holder(context, token); at != null; at = at.getParent()) {
      if (at.inArray()) {
        index = "[" + at.getCurrentIndex() + "]" + index;
      } else if (at.inObject() && at.getCurrentName() != null) {
        steps.push(at.getCurrentName() + index);
        index = "";
      }
    }
    String path = String.join(".", steps);
    return root == null ? path : root + "." + path;
  }
}
