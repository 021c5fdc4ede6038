package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The contract's schemas as the event files make them: one per event, their list, and the value
 * sets. What only people can say, the descriptions, is taken from the files that are there.
 */
final class ContractSchemas {

  private static final String BASE = "https://bianmin.example/platform-contract/schemas/";
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String ABOUT =
      "Attributes of the event. An attribute that the source does not tell is left out, never null."
          + " $defs/active is what an item with status active must meet: a required attribute is"
          + " present, or its code had no mapping and its name stands in unmapped.";
  private static final List<String> SIMPLE = List.of("text", "code", "time", "fen");
  private static final int MOST_ITEMS = 5000;
  private static final int LONGEST_TEXT = 100_000;

  private final ObjectMapper json = new ObjectMapper();
  private final Path published;
  private final Path mappings;
  private final MappingSet set;

  ContractSchemas(Path published, Path mappings, MappingSet set) {
    this.published = published;
    this.mappings = mappings;
    this.set = set;
  }

  /** By path below the folder of the schemas. */
  Map<String, JsonNode> all() throws IOException {
    Map<String, JsonNode> files = new TreeMap<>();
    for (EventDefinition event : set.events().values()) {
      String file = "events/" + event.type() + ".json";
      ObjectNode schema = event(event);
      if (Files.exists(published.resolve(file))) {
        keepDescriptions(schema, read(file));
      }
      files.put(file, schema);
    }
    files.put("measure-event.json", list());
    files.put("values.json", values());
    return files;
  }

  private JsonNode read(String file) throws IOException {
    return json.readTree(published.resolve(file).toFile());
  }

  private ObjectNode event(EventDefinition event) {
    ObjectNode schema = json.createObjectNode();
    schema.put("$schema", DIALECT).put("$id", BASE + "events/" + event.type() + ".json");
    schema.put("title", event.type() + " " + event.chineseName()).put("description", ABOUT);
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    event.attributes().forEach((name, a) -> properties.set(name, attribute(a)));
    schema.put("additionalProperties", false);
    ObjectNode active = schema.putObject("$defs").putObject("active");
    active.putObject("properties").putObject("attributes").put("$ref", "#");
    ArrayNode all = json.createArrayNode();
    event.attributes().values().stream()
        .filter(AttributeDefinition::required)
        .forEach(a -> all.add(presentOrUnmapped(a.name())));
    if (!all.isEmpty()) {
      active.set("allOf", all);
    }
    return schema;
  }

  private ObjectNode presentOrUnmapped(String name) {
    ObjectNode either = json.createObjectNode();
    ArrayNode any = either.putArray("anyOf");
    any.addObject().putObject("properties").putObject("attributes").putArray("required").add(name);
    any.addObject()
        .putObject("properties")
        .putObject("unmapped")
        .putObject("contains")
        .put("const", name);
    return either;
  }

  private ObjectNode attribute(AttributeDefinition attribute) {
    ObjectNode schema = json.createObjectNode();
    return switch (attribute.type()) {
      case CODE -> schema.put("$ref", "../values.json#/$defs/" + attribute.valueSet());
      case TEXT -> schema.put("$ref", "../values.json#/$defs/text");
      case TIME -> schema.put("$ref", "../values.json#/$defs/time");
      case AMOUNT -> schema.put("$ref", "../values.json#/$defs/fen");
      case VALUE -> schema.put("type", "string").put("maxLength", LONGEST_TEXT);
      case INTEGER -> schema.put("type", "integer");
      case BOOLEAN -> schema.put("type", "boolean");
      case GROUP -> group(schema, attribute);
    };
  }

  private ObjectNode group(ObjectNode schema, AttributeDefinition attribute) {
    schema.put("type", "array").put("maxItems", MOST_ITEMS);
    ObjectNode item = schema.putObject("items");
    item.put("type", "object").put("minProperties", 1).put("additionalProperties", false);
    ObjectNode properties = item.putObject("properties");
    attribute.items().forEach((name, a) -> properties.set(name, attribute(a)));
    return schema;
  }

  private JsonNode list() throws IOException {
    ObjectNode schema = (ObjectNode) read("measure-event.json");
    ArrayNode types = json.createArrayNode();
    ArrayNode choices = json.createArrayNode();
    for (String type : new TreeMap<>(set.events()).keySet()) {
      types.add(type);
      ObjectNode choice = choices.addObject();
      choice.putObject("if").putObject("properties").putObject("type").put("const", type);
      choice.putObject("then").put("$ref", "events/" + type + ".json#/$defs/active");
    }
    ((ObjectNode) schema.at("/$defs/envelope/properties/type")).set("enum", types);
    ((ObjectNode) schema.at("/$defs/active")).set("allOf", choices);
    return schema;
  }

  private JsonNode values() throws IOException {
    ObjectNode schema = (ObjectNode) read("values.json");
    ObjectNode definitions = (ObjectNode) schema.get("$defs");
    definitions.retain(SIMPLE);
    Object yaml;
    try (var in = Files.newBufferedReader(mappings.resolve("value-sets.yaml"))) {
      yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    }
    json.valueToTree(yaml)
        .properties()
        .forEach(
            entry -> {
              ObjectNode codes = definitions.putObject(entry.getKey());
              StringBuilder names = new StringBuilder();
              ArrayNode values = json.createArrayNode();
              for (Map.Entry<String, JsonNode> code : entry.getValue().properties()) {
                values.add(code.getKey());
                names.append(names.isEmpty() ? "" : ", ").append(code.getKey());
                names.append(' ').append(code.getValue().path("zh").asText());
              }
              codes.put("description", names + ".").set("enum", values);
            });
    return schema;
  }

  private static void keepDescriptions(JsonNode made, JsonNode there) {
    for (Map.Entry<String, JsonNode> entry : made.properties()) {
      JsonNode other = there.path(entry.getKey());
      if (entry.getValue() instanceof ObjectNode node && other.isObject()) {
        keepDescriptions(node, other);
        if (!node.has("description") && other.path("description").isTextual()) {
          node.set("description", other.get("description"));
        }
      }
    }
  }
}
