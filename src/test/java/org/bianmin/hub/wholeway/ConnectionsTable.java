package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bianmin.hub.delivery.DestinationProperties;
import org.bianmin.hub.journal.SourceProperties;

/** The table of docs/connections.md, from settings, pages and approved samples. */
final class ConnectionsTable {

  static final Path PAGES = Path.of("docs/connections");

  private static final ObjectMapper JSON = new ObjectMapper();

  private ConnectionsTable() {}

  /** Markdown, a row per connection. */
  static String of(List<String> systems) throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | id | system | connection | way | events | state | sample |
            |---|---|---|---|---|---|---|
            """);
    for (String system : systems) {
      for (Map.Entry<String, SourceProperties> source : Connections.sources().entrySet()) {
        if (system(source.getKey()).equals(system)) {
          row(table, system, source.getKey(), source.getValue());
        }
      }
      for (var destination : Connections.destinations().destinations().entrySet()) {
        if (system(destination.getKey()).equals(system)) {
          row(table, system, destination.getKey(), destination.getValue());
        }
      }
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String system, String id, SourceProperties source)
      throws IOException {
    String way =
        switch (source.transport()) {
          case "mllp" -> "comes: HL7 v2, MLLP";
          case "declaration" -> "comes: a declaration, HTTP";
          default -> "comes: JSON, HTTP";
        };
    String state =
        switch (source.transport()) {
          case "mllp" -> "ready, off; messages of the standard";
          case "declaration" -> "ready, off; declared by a person";
          default -> "ready, off; form of messages is an example";
        };
    row(table, system, "hub.sources." + id, way, types(system, id), state, "in");
  }

  private static void row(
      StringBuilder table, String system, String id, DestinationProperties destination)
      throws IOException {
    Set<String> types = types(destination);
    row(
        table,
        system,
        "hub.destinations." + id,
        "goes: HTTP, signed",
        types.isEmpty() ? Set.of("every event") : types,
        "ready, off; speaks the contract of this project",
        "out");
  }

  private static void row(
      StringBuilder table,
      String system,
      String setting,
      String way,
      Set<String> events,
      String state,
      String sample)
      throws IOException {
    Path page = page(system);
    String title = Files.readAllLines(page).get(0).replace("# " + system + " ", "");
    table.append(
        "| [%s](connections/%s) | %s | `%s` | %s | %s | %s | [%s](connections/samples/%s/%s) |\n"
            .formatted(
                system,
                page.getFileName(),
                title,
                setting,
                way,
                String.join(", ", events),
                state,
                sample,
                system,
                sample));
  }

  /** Events that a source tells in its sample, alone or with others. */
  private static Set<String> types(String system, String source) throws IOException {
    Set<String> types = new TreeSet<>();
    told(system, source).forEach(told -> types.add(told.substring(0, told.indexOf(' '))));
    return types;
  }

  /** What the approved sample of a system shows a source to tell: {@code appt.booked RECORD}. */
  static Set<String> told(String system, String source) throws IOException {
    JsonNode approved =
        JSON.readTree(
            Connections.SAMPLES.resolve(system).resolve("in/events.approved.json").toFile());
    Set<String> told = new TreeSet<>();
    for (JsonNode event : approved.get("events")) {
      for (JsonNode version : event.get("told")) {
        String text = version.asText();
        if (text.startsWith(source + ' ')) {
          told.add(event.get("type").asText() + text.substring(source.length()));
        }
      }
    }
    assertThat(told).as("what %s tells in its sample", source).isNotEmpty();
    return told;
  }

  /** Types of events that a destination gets; empty for all. */
  static Set<String> types(DestinationProperties destination) {
    Set<String> types = new TreeSet<>();
    destination.events().forEach(entry -> types.add(entry.replaceAll("\\[.*", "")));
    return types;
  }

  /** The system of a connection: sys-05-outbound-calls is of SYS-05. */
  static String system(String id) {
    assertThat(id).matches("sys-\\d\\d-[a-z0-9-]+");
    return id.substring(0, "sys-00".length()).toUpperCase(Locale.ROOT);
  }

  static Path page(String system) throws IOException {
    String prefix = system.toLowerCase(Locale.ROOT) + "-";
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages
          .filter(page -> page.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no page of " + system + " in " + PAGES));
    }
  }
}
