package org.bianmin.hub.wholeway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An indicator that is worked out by hand: messages in steps, and what the indicator is after each.
 * Its file's comment has the sums; docs/indicator-language.md says what the indicator counts.
 *
 * @param file the example
 * @param roster rows of the roster that it needs
 * @param tables rows of other tables that it needs, by the table's name in the mappings folder
 */
record WorkedExample(
    Path file,
    String programme,
    String indicator,
    List<JsonNode> roster,
    Map<String, List<JsonNode>> tables,
    List<Step> steps) {

  static final Path FOLDER = Path.of("src", "test", "resources", "indicators");
  static final String FHIR_FACILITY = "WE-FHIR";

  private static final Set<String> MEMBERS =
      Set.of("indicator", "programme", "roster", "tables", "steps");
  private static final Set<String> FORMATS = Set.of("hl7", "fhir", "json", "declare", "row");

  /**
   * What is told, and what is to be seen then.
   *
   * @param tell messages, each with a format: {@code hl7}, {@code fhir}, {@code json}, {@code
   *     declare} or {@code row}
   */
  record Step(List<Told> tell, List<JsonNode> expect) {}

  /**
   * A message, or several documents.
   *
   * @param facility whose source receives it; null for the example's own
   */
  record Told(String format, JsonNode content, String facility) {}

  /** All examples, in the order of their names. */
  static List<WorkedExample> all() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(WorkedExample::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static WorkedExample read(Path file) {
    ObjectNode example = YamlJson.read(file);
    example
        .fieldNames()
        .forEachRemaining(name -> check(MEMBERS.contains(name), file, name + " is not known"));
    String indicator = example.path("indicator").asText();
    String programme = example.path("programme").asText();
    check(file.endsWith(Path.of(programme, indicator + ".yaml")), file, "is named otherwise");
    List<Step> steps = new ArrayList<>();
    for (JsonNode step : example.path("steps")) {
      List<Told> tell = new ArrayList<>();
      for (JsonNode told : step.path("tell")) {
        tell.add(told(told, file));
      }
      steps.add(new Step(tell, list(step.path("expect"))));
    }
    Map<String, List<JsonNode>> tables = new TreeMap<>();
    example
        .path("tables")
        .properties()
        .forEach(table -> tables.put(table.getKey(), list(table.getValue())));
    return new WorkedExample(
        file, programme, indicator, list(example.path("roster")), tables, steps);
  }

  private static Told told(JsonNode told, Path file) {
    Set<String> names = new TreeSet<>();
    told.fieldNames().forEachRemaining(names::add);
    names.remove("facility");
    check(names.size() == 1 && FORMATS.containsAll(names), file, names + " is no message");
    String format = names.iterator().next();
    return new Told(format, told.get(format), told.path("facility").textValue());
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private static void check(boolean holds, Path file, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(file + ": " + otherwise);
    }
  }

  /** The facility that is its own. */
  String facility() {
    return "WE-" + indicator;
  }

  /** The facility whose source receives a message. */
  String facility(Told told) {
    if (told.format().equals("fhir")) {
      return FHIR_FACILITY;
    }
    return told.facility() == null ? facility() : told.facility();
  }

  Stream<Told> told() {
    return steps.stream().flatMap(step -> step.tell().stream());
  }

  /** Whether a message of this format is among those that it tells. */
  boolean tells(String format) {
    return told().anyMatch(told -> told.format().equals(format));
  }

  @Override
  public String toString() {
    return programme + "/" + indicator;
  }
}
