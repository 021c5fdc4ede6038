package org.bianmin.hub.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a mappings folder into a set, or into the list of what is wrong with it. */
public final class MappingLoader {

  /**
   * The result of reading.
   *
   * @param set null when there are problems
   */
  public record Loaded(MappingSet set, List<MappingProblem> problems) {}

  private static final int HASH_BYTES = 8;
  private static final String VISIT_MOVES = "visit-moves.yaml";
  private static final String IDENTITIES = "patient-identities.yaml";
  private static final String EDITIONS = "codes/editions.yaml";

  private final Path root;
  private final List<MappingProblem> problems = new ArrayList<>();

  private MappingLoader(Path root) {
    this.root = root;
  }

  /** Reads all files of a folder; never throws for what people wrote in them. */
  public static Loaded load(Path folder) {
    try {
      return new MappingLoader(folder).read();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the mappings folder (hub.mappings): " + e.getMessage(), e);
    }
  }

  private Loaded read() throws IOException {
    if (!Files.isDirectory(root.resolve("events"))) {
      problems.add(
          new MappingProblem(
              "events", 0, "no such folder below hub.mappings; put the shipped mappings there"));
      return new Loaded(null, problems);
    }
    Map<String, Set<String>> valueSets = valueSets();
    Map<String, CodeTable> tables = tables();
    Map<String, EventDefinition> events = events();
    Map<String, Profile> profiles = profiles(events);
    List<LinkBinding> links = links();
    Map<String, CodeEdition> editions = editions(tables);
    MappingSet set =
        new MappingSet(
            hash(),
            events,
            profiles,
            tables,
            editions,
            valueSets,
            links,
            identities(),
            views(events),
            recognition(events, valueSets),
            ReconciliationFile.read(root, problems));
    new MappingLint(set, problems).check();
    new BindingLint(set, problems).check();
    return new Loaded(problems.isEmpty() ? set : null, problems);
  }

  private Map<String, Set<String>> valueSets() throws IOException {
    Map<String, Set<String>> sets = new LinkedHashMap<>();
    YamlMap yaml = yaml(root.resolve("value-sets.yaml"));
    if (yaml != null) {
      for (String name : yaml.keys()) {
        YamlMap codes = yaml.map(name);
        sets.put(name, new TreeSet<>(codes.keys()));
        for (String code : codes.keys()) {
          YamlMap names = codes.map(code);
          names.required("zh");
          names.required("en");
          names.done();
        }
      }
    }
    return sets;
  }

  private Map<String, CodeTable> tables() throws IOException {
    Map<String, CodeTable> tables = new LinkedHashMap<>();
    for (Path path : files("codes", ".csv")) {
      CodeTable table = CodeTableFile.read(path, name(path), problems);
      tables.put(table.name(), table);
    }
    return tables;
  }

  private Map<String, CodeEdition> editions(Map<String, CodeTable> tables) throws IOException {
    Path path = root.resolve(EDITIONS);
    YamlMap yaml = Files.exists(path) ? yaml(path) : null;
    return yaml == null ? Map.of() : EditionsFile.read(yaml, tables);
  }

  private Map<String, EventDefinition> events() throws IOException {
    Map<String, EventDefinition> events = new LinkedHashMap<>();
    for (Path path : files("events", ".yaml")) {
      YamlMap yaml = yaml(path);
      if (yaml != null) {
        EventDefinition event = EventFile.read(yaml);
        if (!path.getFileName().toString().equals(event.type() + ".yaml")) {
          yaml.problem(
              yaml.line("event"),
              "event '" + event.type() + "' stands in a file of another name; rename one of them");
        }
        events.put(event.type(), event);
      }
    }
    return events;
  }

  private Map<String, Profile> profiles(Map<String, EventDefinition> events) throws IOException {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    for (Path path : files("profiles", ".yaml")) {
      YamlMap yaml = yaml(path);
      if (yaml != null) {
        Profile profile = ProfileFile.read(yaml, events);
        if (!path.getFileName().toString().equals(profile.name() + ".yaml")) {
          yaml.problem(
              yaml.line("profile"),
              "profile '"
                  + profile.name()
                  + "' stands in a file of another name; rename one of them");
        }
        profiles.put(profile.name(), profile);
      }
    }
    if (!profiles.containsKey("default")) {
      problems.add(new MappingProblem("profiles/default.yaml", 0, "is missing"));
    }
    return profiles;
  }

  private Map<String, ViewDefinition> views(Map<String, EventDefinition> events)
      throws IOException {
    Map<String, ViewDefinition> views = new LinkedHashMap<>();
    for (Path path : files("views", ".yaml")) {
      YamlMap yaml = yaml(path);
      if (yaml != null) {
        ViewDefinition view = ViewFile.read(yaml, events);
        if (!path.getFileName().toString().equals(view.name() + ".yaml")) {
          yaml.problem(
              yaml.line("view"),
              "view '" + view.name() + "' stands in a file of another name; rename one of them");
        }
        views.put(view.name(), view);
      }
    }
    return views;
  }

  private RecognitionTables recognition(
      Map<String, EventDefinition> events, Map<String, Set<String>> valueSets) throws IOException {
    return RecognitionFiles.read(
        root.resolve(RecognitionFiles.FOLDER), events.get("result.issued"), valueSets, problems);
  }

  private List<LinkBinding> links() throws IOException {
    List<LinkBinding> links = new ArrayList<>(links("patient-links.yaml", false));
    if (Files.exists(root.resolve(VISIT_MOVES))) {
      links.addAll(links(VISIT_MOVES, true));
    }
    return links;
  }

  private List<LinkBinding> links(String file, boolean visits) throws IOException {
    List<LinkBinding> links = new ArrayList<>();
    YamlMap yaml = yaml(root.resolve(file));
    if (yaml != null) {
      for (String format : EventFile.FORMATS.stream().sorted().toList()) {
        for (YamlMap link : yaml.maps(format)) {
          links.add(
              new LinkBinding(
                  format,
                  link.texts("on"),
                  EventFile.each(link),
                  visits,
                  link.paths("old"),
                  link.paths("current"),
                  link.paths("holder"),
                  link.paths("owner"),
                  link.paths("recordedAt"),
                  link.file(),
                  link.line()));
          link.done();
        }
      }
      yaml.done();
    }
    return links;
  }

  private List<IdentityBinding> identities() throws IOException {
    Path path = root.resolve(IDENTITIES);
    YamlMap yaml = Files.exists(path) ? yaml(path) : null;
    return yaml == null ? List.of() : IdentityFile.read(yaml);
  }

  private YamlMap yaml(Path path) throws IOException {
    return YamlFile.read(path, name(path), problems);
  }

  private List<Path> files(String folder, String suffix) throws IOException {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(path)) {
      return list.filter(f -> f.getFileName().toString().endsWith(suffix))
          .filter(f -> !isPassing(f))
          .sorted()
          .toList();
    }
  }

  /** Whether a program that has a file open has put this one beside it: Excel's {@code ~$x.csv}. */
  public static boolean isPassing(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("~") || name.startsWith(".") || name.endsWith(".tmp");
  }

  /** Over what decides how messages are read; texts for people and examples do not. */
  private String hash() throws IOException {
    List<Path> inputs = new ArrayList<>(files("events", ".yaml"));
    inputs.addAll(files("profiles", ".yaml"));
    inputs.addAll(files("views", ".yaml"));
    inputs.addAll(files("codes", ".csv"));
    inputs.addAll(files(RecognitionFiles.FOLDER, ".csv"));
    // what a code means is a matter of its edition
    inputs.add(root.resolve(EDITIONS));
    inputs.add(root.resolve("value-sets.yaml"));
    inputs.add(root.resolve("patient-links.yaml"));
    inputs.add(root.resolve(IDENTITIES));
    inputs.add(root.resolve(VISIT_MOVES));
    inputs.add(root.resolve(ReconciliationFile.FILE));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : inputs.stream().filter(Files::exists).toList()) {
        digest.update(name(file).getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String name(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }
}
