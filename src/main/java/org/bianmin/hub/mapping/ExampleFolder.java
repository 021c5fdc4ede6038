package org.bianmin.hub.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads {@code mappings/examples/}. */
public final class ExampleFolder {

  private static final String ZONE = "Asia/Shanghai";

  /** Format by the name of the message's file. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "received.hl7", "hl7v2",
          "received.json", "fhir",
          "document.json", "json",
          "row.json", "row");

  private final Path root;
  private final List<MappingProblem> problems;

  private ExampleFolder(Path root, List<MappingProblem> problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * The examples of a mappings folder by name.
   *
   * @param problems takes what is wrong with them
   */
  public static List<MappingExample> read(Path mappings, List<MappingProblem> problems) {
    Path folder = mappings.resolve("examples");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      ExampleFolder reader = new ExampleFolder(mappings, problems);
      List<MappingExample> examples = new ArrayList<>();
      for (Path path : list.filter(Files::isDirectory).sorted().toList()) {
        reader.add(path, examples);
      }
      return examples;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the examples: " + e.getMessage(), e);
    }
  }

  private void add(Path folder, List<MappingExample> examples) throws IOException {
    String name = folder.getFileName().toString();
    List<String> files =
        FORMATS.keySet().stream().filter(file -> Files.exists(folder.resolve(file))).toList();
    if (files.size() != 1) {
      problems.add(
          new MappingProblem(
              "examples/" + name,
              0,
              "an example has one message: received.hl7 (HL7 v2), received.json (FHIR),"
                  + " document.json or row.json (docs/events-api)"));
      return;
    }
    YamlMap yaml =
        YamlFile.read(folder.resolve("events.json"), "examples/" + name + "/events.json", problems);
    if (yaml == null) {
      return;
    }
    // names the schema for editors
    yaml.text("$schema");
    examples.add(
        new MappingExample(
            name,
            folder.resolve(files.get(0)),
            FORMATS.get(files.get(0)),
            orElse(yaml.text("profile"), "default"),
            orElse(yaml.text("source"), "example"),
            zone(yaml),
            events(yaml),
            links(yaml),
            yaml.text("ignored"),
            yaml.text("parked"),
            root.relativize(folder.resolve("events.json")).toString().replace('\\', '/')));
    yaml.done();
  }

  private static String orElse(String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static ZoneId zone(YamlMap yaml) {
    String zone = orElse(yaml.text("zone"), ZONE);
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      yaml.problem(yaml.line("zone"), "'" + zone + "' is no time zone: write for example " + ZONE);
      return ZoneId.of(ZONE);
    }
  }

  private static List<MappingExample.Expected> events(YamlMap yaml) {
    List<MappingExample.Expected> events = new ArrayList<>();
    for (YamlMap event : yaml.maps("events")) {
      events.add(
          new MappingExample.Expected(
              event.required("type"),
              event.text("action"),
              event.text("businessKey"),
              event.text("occurredAt"),
              event.text("patient"),
              event.values("attributes"),
              event.line()));
      event.done();
    }
    return events;
  }

  private static List<MappingExample.Link> links(YamlMap yaml) {
    List<MappingExample.Link> links = new ArrayList<>();
    for (YamlMap link : yaml.maps("links")) {
      links.add(
          new MappingExample.Link(link.required("old"), link.required("current"), link.line()));
      link.done();
    }
    return links;
  }
}
