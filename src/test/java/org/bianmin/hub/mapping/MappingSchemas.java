package org.bianmin.hub.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Checks mapping files as an editor does, by {@code mappings/schemas}. */
public final class MappingSchemas {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<String, JsonSchema> schemas = new TreeMap<>();

  public MappingSchemas(Path mappings) {
    this.folder = mappings.resolve("schemas");
  }

  /** The name of the schema of a file below the mappings folder, or null when it has none. */
  public static String nameFor(String file) {
    if (file.startsWith("events/")) {
      return "event";
    }
    if (file.startsWith("profiles/")) {
      return "profile";
    }
    if (file.startsWith("views/")) {
      return "view";
    }
    if (file.startsWith("forms/")) {
      return "form";
    }
    if (file.startsWith("alerts/messages/")) {
      return file.contains("/words-") ? "alert-words" : "alert-message";
    }
    if (file.startsWith("programmes/")) {
      return file.endsWith("/programme.yaml") ? "programme" : "indicator";
    }
    if (file.startsWith("examples/") && file.endsWith("/events.json")) {
      return "example";
    }
    return switch (file) {
      case "alerts/rules.yaml" -> "alert-rules";
      case "patient-links.yaml", "visit-moves.yaml" -> "links";
      case "patient-identities.yaml" -> "identities";
      case "value-sets.yaml" -> "value-sets";
      case "codes/editions.yaml" -> "editions";
      default -> null;
    };
  }

  /** What a schema has against a file; empty when nothing. */
  public List<String> problems(Path file, String name) {
    return schemas.computeIfAbsent(name, this::compile).validate(read(file)).stream()
        .map(ValidationMessage::toString)
        .toList();
  }

  private JsonSchema compile(String name) {
    return FACTORY.getSchema(
        SchemaLocation.of(
            folder.resolve(name + ".schema.json").toAbsolutePath().toUri().toString()));
  }

  /** The names of the properties of an object that a schema describes at a JSON Pointer. */
  public Set<String> properties(String name, String pointer) throws IOException {
    JsonNode schema = JSON.readTree(folder.resolve(name + ".schema.json").toFile());
    Set<String> names = new TreeSet<>();
    schema.at(pointer + "/properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** As YAML 1.2 has it, which is what editors read: on and yes are words. */
  static JsonNode read(Path file) {
    try {
      return json(new Yaml(new LoaderOptions()).compose(new StringReader(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        object.set(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      sequence.getValue().forEach(item -> array.add(json(item)));
      return array;
    }
    String text = ((ScalarNode) node).getValue();
    if (node.getTag().equals(Tag.NULL)) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (node.getTag().equals(Tag.BOOL) && text.matches("true|false")) {
      return JsonNodeFactory.instance.booleanNode(text.equals("true"));
    }
    return node.getTag().equals(Tag.INT)
        ? JsonNodeFactory.instance.numberNode(Long.parseLong(text))
        : JsonNodeFactory.instance.textNode(text);
  }
}
