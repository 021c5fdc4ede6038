package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.CountsWhile;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingLoader;
import org.junit.jupiter.api.Test;

/** docs/measure-events.md lists what the event files hold; -Dapprove=true writes it. */
class MeasureEventsDocTest {

  private static final Path DOC = Path.of("docs/measure-events.md");

  @Test
  void listsEveryEventWithItsSources() throws IOException {
    Map<String, EventDefinition> events =
        new TreeMap<>(MappingLoader.load(Path.of("mappings")).set().events());
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Measure events (计量事件)

        What the hub makes of messages, one file each under `mappings/events/`. This page is generated from these files
        (`mvn test -Dtest=MeasureEventsDocTest -Dapprove=true`) and checked by the build. How to read and change the files:
        mappings/README.md. A JSON document (`POST /api/v1/events`) or a row of a view tells every event by the names of
        its attributes; HL7 v2 and FHIR messages tell those that have bindings for them.

        """);
    page.append(
        "%d events.%n%n| event | 名称 | HL7 v2 | FHIR |%n|---|---|---|---|%n"
            .formatted(events.size()));
    for (EventDefinition event : events.values()) {
      page.append(
          "| [%s](#%s) | %s | %s | %s |%n"
              .formatted(
                  event.type(),
                  event.type().replace(".", ""),
                  event.chineseName(),
                  triggers(event, "hl7v2"),
                  triggers(event, "fhir")));
    }
    events.values().forEach(event -> section(page, event));
    String text = page.toString().replace("\r", "");
    if (Boolean.getBoolean("approve")) {
      Files.writeString(DOC, text);
    }
    assertThat(DOC).content().as("-Dapprove=true writes it").isEqualTo(text);
  }

  private static String triggers(EventDefinition event, String format) {
    TreeSet<String> on = new TreeSet<>();
    event.bindings().stream()
        .filter(b -> b.format().equals(format))
        .forEach(b -> on.addAll(b.on()));
    return String.join(", ", on);
  }

  private static void section(StringBuilder page, EventDefinition event) {
    page.append("%n## %s%n%n".formatted(event.type()));
    page.append("%s, %s. ".formatted(event.chineseName(), event.englishName()));
    page.append("Serves: %s.%n".formatted(String.join(", ", event.ledger())));
    if (!event.countsWhile().isEmpty()) {
      List<String> demands = event.countsWhile().stream().map(d -> demand(d)).toList();
      page.append("Counts only while not void: %s.%n".formatted(String.join(", ", demands)));
    }
    if (!event.orphanOf().isEmpty()) {
      page.append(
          "Stays, and a person looks at it, though its visit is void: %s.%n"
              .formatted(String.join(", ", event.orphanOf())));
    }
    Map<String, TreeSet<String>> told = new LinkedHashMap<>();
    for (Binding binding : event.bindings()) {
      String what = binding.format() + " " + binding.action().name().toLowerCase(Locale.ROOT);
      told.computeIfAbsent(what, w -> new TreeSet<>()).addAll(binding.on());
    }
    if (!told.isEmpty()) {
      page.append("%n| messages | told by |%n|---|---|%n".formatted());
      told.forEach(
          (what, on) -> page.append("| %s | %s |%n".formatted(what, String.join(", ", on))));
    }
    page.append("%n| attribute | type | |%n|---|---|---|%n".formatted());
    event.attributes().values().forEach(a -> attribute(page, "", a));
  }

  private static String demand(CountsWhile demand) {
    List<String> when = new ArrayList<>();
    demand.when().forEach((name, values) -> when.add(name + " is " + String.join(" or ", values)));
    return demand.event() + (when.isEmpty() ? "" : " (where " + String.join(", ", when) + ")");
  }

  private static void attribute(StringBuilder page, String group, AttributeDefinition attribute) {
    String type = attribute.type().name().toLowerCase(Locale.ROOT);
    if (attribute.type() == AttributeType.CODE) {
      type += " of " + attribute.valueSet();
    }
    page.append(
        "| %s%s | %s | %s |%n"
            .formatted(group, attribute.name(), type, attribute.required() ? "required" : ""));
    attribute.items().values().forEach(a -> attribute(page, attribute.name() + "[].", a));
  }
}
