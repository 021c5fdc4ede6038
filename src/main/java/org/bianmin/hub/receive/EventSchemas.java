package org.bianmin.hub.receive;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.EventSchema;
import org.bianmin.hub.mapping.MappingSet;

/** The schemas of one mapping set, each compiled when it is first asked for. */
final class EventSchemas {

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();

  private final MappingSet set;
  private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

  EventSchemas(MappingSet set) {
    this.set = set;
  }

  boolean isOf(MappingSet other) {
    return set.hash().equals(other.hash());
  }

  /** The types that have one, in their order. */
  List<String> types() {
    return set.events().keySet().stream().sorted().toList();
  }

  /** The schema of a type, null for an unknown one. */
  JsonNode schema(String type) {
    EventDefinition event = set.events().get(type);
    return event == null ? null : EventSchema.of(event, set);
  }

  /** Everything that a document breaks; empty when it is in order. */
  List<EventRefusal.Problem> problems(EventBody.Document document) {
    JsonNode type = document.json().path("type");
    if (!type.isTextual() || !set.events().containsKey(type.textValue())) {
      return List.of(
          new EventRefusal.Problem(
              document.place() + "/type",
              "names no event; GET /api/v1/events/schemas lists the types"));
    }
    JsonSchema schema =
        compiled.computeIfAbsent(type.textValue(), t -> FACTORY.getSchema(schema(t), CONFIG));
    // a required attribute breaks two rules at once; one reason per place is enough
    Map<String, EventRefusal.Problem> byPlace = new LinkedHashMap<>();
    for (ValidationMessage breach : schema.validate(document.json())) {
      EventRefusal.Problem problem = problem(document.place(), breach);
      byPlace.putIfAbsent(problem.place(), problem);
    }
    return List.copyOf(byPlace.values());
  }

  /** Place and rule; the validator's own text may quote values, and those are patient data. */
  private static EventRefusal.Problem problem(String place, ValidationMessage breach) {
    String at = place + breach.getInstanceLocation();
    if (breach.getProperty() != null) {
      at += "/" + breach.getProperty().replace("~", "~0").replace("/", "~1");
    }
    String rule = breach.getSchemaNode() == null ? "" : breach.getSchemaNode().toString();
    return new EventRefusal.Problem(
        at,
        switch (breach.getType()) {
          case "required" -> "is missing; send it";
          case "additionalProperties" ->
              "is not known here; correct its name (GET /api/v1/events/schemas/{type}), or leave it"
                  + " out";
          case "type" -> "has another type; it has to be " + rule;
          case "enum", "const" -> "has to be one of " + rule;
          case "pattern" ->
              rule.contains("\\\\d{4}")
                  ? "is not a time; write 2026-11-03T08:30:00+08:00 or 2026-11-03 08:30:00"
                  : "is empty; fill it, or leave it out";
          default -> "breaks '" + breach.getType() + "' " + rule + " of the schema; correct it";
        });
  }
}
