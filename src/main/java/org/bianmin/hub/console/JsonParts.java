package org.bianmin.hub.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Resources of a FHIR document. Only elements that cannot name a person are shown in clear, the
 * others by name alone.
 */
final class JsonParts {

  private static final ObjectMapper JSON = new ObjectMapper();
  static final Set<String> CLEAR =
      Set.of("resourceType", "type", "status", "intent", "class", "gender", "timestamp");

  private JsonParts() {}

  static List<Trace.Part> read(byte[] raw) {
    JsonNode root;
    try {
      root = JSON.readTree(raw);
    } catch (IOException e) {
      // parked for the same reason; the raw bytes are all there is to show
      return List.of();
    }
    List<Trace.Part> parts = new ArrayList<>();
    if (root != null && root.isObject()) {
      parts.add(part(root));
      for (JsonNode entry : root.path("entry")) {
        JsonNode resource = entry.path("resource");
        if (resource.isObject() && parts.size() < Parts.MOST_PARTS) {
          parts.add(part(resource));
        }
      }
    }
    return parts;
  }

  private static Trace.Part part(JsonNode resource) {
    List<Trace.Value> values = new ArrayList<>();
    for (var element : resource.properties()) {
      if (values.size() < Parts.MOST_VALUES) {
        values.add(value(element.getKey(), element.getValue()));
      }
    }
    return new Trace.Part(resource.path("resourceType").asText("object"), resource.size(), values);
  }

  private static Trace.Value value(String name, JsonNode node) {
    if (CLEAR.contains(name) && node.isValueNode()) {
      return new Trace.Value(name, Parts.cut(node.asText()), false);
    }
    if (name.equals("class") && node.path("code").isTextual()) {
      return new Trace.Value(name + ".code", Parts.cut(node.path("code").asText()), false);
    }
    return new Trace.Value(name, Parts.MASK, true);
  }
}
