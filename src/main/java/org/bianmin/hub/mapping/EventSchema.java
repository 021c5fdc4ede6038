package org.bianmin.hub.mapping;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema (2020-12) of the documents that tell an event, made from its file: adding an
 * event stays one file.
 */
public final class EventSchema {

  /** Times: RFC 3339, or without an offset as the source's clock shows it, or a day. */
  public static final String TIME =
      "^(\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01]))"
          + "(?:[T ]((?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?)"
          + "(Z|[+-](?:0\\d|1[0-8]):[0-5]\\d)?)?$";

  private static final String BASE = "https://bianmin.example/events-api/";
  private static final int LONGEST = 199;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EventDefinition event;
  private final MappingSet set;

  private EventSchema(EventDefinition event, MappingSet set) {
    this.event = event;
    this.set = set;
  }

  /** The schema of an event's documents. */
  public static ObjectNode of(EventDefinition event, MappingSet set) {
    return new EventSchema(event, set).schema();
  }

  private ObjectNode schema() {
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", BASE + event.type() + ".json");
    schema.put("title", event.chineseName() + " " + event.englishName());
    schema.put("type", "object");
    ObjectNode members = schema.putObject("properties");
    text(members, "id", "of the document; the same id with the same content is taken once");
    members.putObject("type").put("const", event.type());
    text(members, "key", "business key: the same key is the same fact");
    ObjectNode action = members.putObject("action");
    action.putArray("enum").add("record").add("amend").add("void");
    action.put("default", "record");
    text(members, "facility", "institution code; that of the source where it is missing");
    time(members.putObject("recordedAt"), false)
        .put("description", "when the source recorded it: newer wins; time of receipt if missing");
    time(members.putObject("occurredAt"), false)
        .put(
            "description",
            event.occurs() == null
                ? "business time"
                : "business time; attribute " + event.occurs() + " where it is missing");
    ObjectNode patient = members.putObject("patient").put("type", "object");
    text(patient.putObject("properties"), "idType", "CV02.01.101; left out: the facility's number");
    text((ObjectNode) patient.get("properties"), "id", "the identifier");
    patient.putArray("required").add("id");
    patient.put("additionalProperties", false);
    members.set("attributes", attributes(event.attributes()));
    schema.putArray("required").add("type").add("key");
    schema.put("additionalProperties", false);
    record(schema);
    return schema;
  }

  /** What a record needs besides; an amendment or a void does with less. */
  private void record(ObjectNode schema) {
    schema.putObject("if").putObject("properties").putObject("action").put("const", "record");
    ObjectNode then = schema.putObject("then");
    ArrayNode members = then.putArray("required").add("attributes");
    AttributeDefinition occurs = event.attributes().get(event.occurs());
    if (occurs == null) {
      members.add("occurredAt");
    } else if (!occurs.required()) {
      ArrayNode either = then.putArray("anyOf");
      either.addObject().putArray("required").add("occurredAt");
      ObjectNode told = either.addObject().putObject("properties").putObject("attributes");
      told.putArray("required").add(occurs.name());
    }
    ObjectNode attributes = then.putObject("properties").putObject("attributes");
    demand(attributes, event.attributes());
  }

  private static void demand(ObjectNode object, Map<String, AttributeDefinition> attributes) {
    ArrayNode required = JSON.arrayNode();
    ObjectNode told = JSON.objectNode();
    for (AttributeDefinition attribute : attributes.values()) {
      if (attribute.required()) {
        required.add(attribute.name());
        types(told.putObject(attribute.name()), words(attribute.type()), false);
      }
    }
    if (!required.isEmpty()) {
      object.set("properties", told);
      object.set("required", required);
    }
  }

  private ObjectNode attributes(Map<String, AttributeDefinition> attributes) {
    ObjectNode object = JSON.objectNode().put("type", "object");
    ObjectNode properties = object.putObject("properties");
    attributes.forEach((name, attribute) -> properties.set(name, attribute(attribute)));
    object.put("additionalProperties", false);
    return object;
  }

  private ObjectNode attribute(AttributeDefinition attribute) {
    ObjectNode schema = JSON.objectNode();
    switch (attribute.type()) {
      case TIME -> time(schema, true);
      case CODE -> code(types(schema, words(attribute.type()), true), attribute.valueSet());
      case AMOUNT ->
          range(types(schema, words(attribute.type()), true)).put("description", "fen (分)");
      case INTEGER -> range(types(schema, words(attribute.type()), true));
      case GROUP -> types(schema, words(attribute.type()), true).set("items", item(attribute));
      case TEXT, VALUE, BOOLEAN -> types(schema, words(attribute.type()), true);
    }
    return schema;
  }

  /** An item; one of a single attribute may be written without its braces. */
  private ObjectNode item(AttributeDefinition group) {
    ObjectNode object = attributes(group.items());
    String key = group.by().get(0);
    ArrayNode required = object.putArray("required").add(key);
    group.items().values().stream()
        .filter(item -> item.required() && !item.name().equals(key))
        .forEach(item -> required.add(item.name()));
    if (group.items().size() > 1) {
      return object;
    }
    ObjectNode either = JSON.objectNode();
    ObjectNode scalar = attribute(group.items().values().iterator().next());
    either.putArray("anyOf").add(scalar).add(object);
    return either;
  }

  private void code(ObjectNode schema, String valueSet) {
    schema.put(
        "description",
        "a code of value set " + valueSet + ", or one that its code table translates");
    ArrayNode examples = schema.putArray("examples");
    set.valueSets().get(valueSet).stream().sorted().forEach(examples::add);
  }

  private static List<String> words(AttributeType type) {
    return switch (type) {
      case CODE, TEXT, TIME -> List.of("string");
      case VALUE -> List.of("string", "number");
      case INTEGER, AMOUNT -> List.of("integer");
      case BOOLEAN -> List.of("boolean");
      case GROUP -> List.of("array");
    };
  }

  private static ObjectNode types(ObjectNode schema, List<String> words, boolean emptied) {
    if (words.size() == 1 && !emptied) {
      return schema.put("type", words.get(0));
    }
    ArrayNode types = schema.putArray("type");
    words.forEach(types::add);
    if (emptied) {
      types.add("null");
    }
    return schema;
  }

  private static ObjectNode range(ObjectNode schema) {
    return schema.put("minimum", Long.MIN_VALUE).put("maximum", Long.MAX_VALUE);
  }

  private static ObjectNode time(ObjectNode schema, boolean emptied) {
    return types(schema, List.of("string"), emptied).put("pattern", TIME);
  }

  private static void text(ObjectNode members, String name, String description) {
    members
        .putObject(name)
        .put("type", "string")
        .put("pattern", "\\S")
        .put("maxLength", LONGEST)
        .put("description", description);
  }
}
