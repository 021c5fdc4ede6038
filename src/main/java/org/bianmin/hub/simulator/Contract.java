package org.bianmin.hub.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The published schemas, compiled once; finds the first rule that a document breaks. */
final class Contract {

  private static final String BASE = "https://bianmin.example/platform-contract/schemas/";
  private static final int LONGEST_PLACE = 100;

  private final JsonSchema envelope;
  private final JsonSchema itemEnvelope;

  /** What an active item of a type has to meet besides, by type. */
  private final Map<String, JsonSchema> active = new HashMap<>();

  private final JsonSchema resendTasks;
  private final JsonSchema search;
  private final JsonSchema catalogue;
  private final JsonSchema sealed;
  private final JsonSchema indicatorReport;

  Contract() {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            b -> b.schemaMappers(m -> m.mapPrefix(BASE, "classpath:platform-contract/schemas/")));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder().failFast(true).formatAssertionsEnabled(true).build();
    envelope = load(factory, config, "measure-event-batch.json#/$defs/envelope");
    itemEnvelope = load(factory, config, "measure-event.json#/$defs/envelope");
    for (JsonNode type : itemEnvelope.getSchemaNode().at("/properties/type/enum")) {
      active.put(
          type.textValue(),
          load(factory, config, "events/" + type.textValue() + ".json#/$defs/active"));
    }
    resendTasks = load(factory, config, "resend-tasks.json");
    search = load(factory, config, "recognition-search.json");
    catalogue = load(factory, config, "recognition-catalogue.json");
    sealed = load(factory, config, "sealed.json");
    indicatorReport = load(factory, config, "indicator-report.json");
  }

  private static JsonSchema load(
      JsonSchemaFactory factory, SchemaValidatorsConfig config, String name) {
    JsonSchema schema = factory.getSchema(SchemaLocation.of(BASE + name), config);
    schema.initializeValidators();
    return schema;
  }

  /** What the batch breaks apart from its single items, for a person. */
  Optional<String> breachOfEnvelope(JsonNode batch) {
    return first(envelope, batch);
  }

  /**
   * What the item breaks, for a person. Says what {@code measure-event.json} as a whole says, but
   * goes straight to the schema of the item's type; the choice by {@code if} cost twice as much.
   */
  Optional<String> breachOfItem(JsonNode measureEvent) {
    Optional<String> breach = first(itemEnvelope, measureEvent);
    if (breach.isPresent() || !"active".equals(measureEvent.get("status").textValue())) {
      return breach;
    }
    if (measureEvent.get("occurredAt").isNull()) {
      return Optional.of("/occurredAt breaks 'type' of the schema.");
    }
    return first(active.get(measureEvent.get("type").textValue()), measureEvent);
  }

  /** What the list of tasks breaks, for a person. */
  Optional<String> breachOfResendTasks(JsonNode tasks) {
    return first(resendTasks, tasks);
  }

  /** What the question for reports breaks, for a person. */
  Optional<String> breachOfSearch(JsonNode question) {
    return first(search, question);
  }

  /** What the catalogue breaks, for a person. */
  Optional<String> breachOfCatalogue(JsonNode items) {
    return first(catalogue, items);
  }

  /** What the sealed body breaks, for a person. */
  Optional<String> breachOfSealed(JsonNode body) {
    return first(sealed, body);
  }

  /** What the indicator report breaks, for a person. */
  Optional<String> breachOfIndicatorReport(JsonNode report) {
    return first(indicatorReport, report);
  }

  private static Optional<String> first(JsonSchema schema, JsonNode document) {
    var breaches = schema.validate(document);
    return breaches.isEmpty()
        ? Optional.empty()
        : Optional.of(describe(breaches.iterator().next()));
  }

  /** Place and rule; the validator's own text would quote values, and those are patient data. */
  private static String describe(ValidationMessage breach) {
    String place = String.valueOf(breach.getInstanceLocation());
    if (breach.getProperty() != null) {
      place += "/" + breach.getProperty();
    }
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(place.length(), LONGEST_PLACE); i++) {
      char c = place.charAt(i);
      safe.append(c < 0x20 || c > 0x7e ? '?' : c);
    }
    return safe + " breaks '" + breach.getType() + "' of the schema.";
  }
}
