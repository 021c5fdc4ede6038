package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.Yaml;

/**
 * What every route file keeps to, so that a reader finds the main way in a listing of the folder.
 */
class RouteCatalogueTest {

  private static final Path FOLDER = Path.of("src/main/resources/routes");
  private static final String SUFFIX = ".camel.yaml";
  private static final String ERRORS = "errors" + SUFFIX;
  private static final Set<String> KINDS = Set.of("route", "routeTemplate", "templatedRoute");

  private static final Set<String> STEPS =
      Set.of("to", "bean", "split", "choice", "loop", "marshal", "unmarshal");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}:]+)(:[^{}]*)?}}");

  /** A host or a secret has no place in a route file; placeholders name them. */
  private static final Pattern LITERAL =
      Pattern.compile("(?i)https?://[^{]|\\d+\\.\\d+\\.\\d+\\.\\d+|localhost|password:|secret:");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  static Stream<Path> routes() throws IOException {
    return files().filter(file -> !file.endsWith(ERRORS));
  }

  @Test
  void theIncludePatternNamesTheFolder() throws IOException {
    assertThat(settings()).contains("camel.main.routes-include-pattern");
    assertThat(Files.readString(Path.of("src/main/resources/application.yml")))
        .contains("classpath:routes/*" + SUFFIX);
    assertThat(routes()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAFlatShortFileWithTheSuffix(Path file) throws IOException {
    assertThat(file).isRegularFile();
    assertThat(file.getFileName().toString()).endsWith(SUFFIX);
    assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void holdsOneRouteOfTheFilesName(Path file) throws IOException {
    Map<?, ?> entry = single(file);
    String kind = (String) entry.keySet().iterator().next();
    String name = file.getFileName().toString().replace(SUFFIX, "");

    assertThat(KINDS).contains(kind);
    Map<?, ?> definition = (Map<?, ?>) entry.get(kind);
    assertThat(definition.get("id")).isEqualTo(name);
    assertThat((String) definition.get("description")).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void namesItsErrorHandling(Path file) throws IOException {
    for (Map<?, ?> route : bodies(file)) {
      String name = (String) route.get("routeConfigurationId");

      assertThat(name).as("routeConfigurationId in %s", file).isNotBlank();
      assertThat(Files.readString(FOLDER.resolve(ERRORS))).contains("id: " + name);
    }
  }

  @Test
  void errorsHoldsRouteConfigurationsOnly() throws IOException {
    for (Object entry : load(FOLDER.resolve(ERRORS))) {
      assertThat(((Map<?, ?>) entry).keySet()).isEqualTo(Set.of("routeConfiguration"));
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void usesOnlyTheStepsOfTheHouseEachWithAnId(Path file) throws IOException {
    for (Map<?, ?> route : bodies(file)) {
      Map<?, ?> from = (Map<?, ?>) route.get("from");
      assertThat((String) from.get("uri")).as("options belong in parameters").doesNotContain("?");
      var ids = new ArrayList<Object>();
      checkSteps(from.get("steps"), ids);
      assertThat(ids).doesNotContainNull().doesNotHaveDuplicates().isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void logsNoBodyAndNamesNoHostOrSecret(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(text)
        .doesNotContain("- log:", "uri: log:", "showBody", "${headers}", "handled: true");
    assertThat(LITERAL.matcher(text).results().map(r -> r.group())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void usesPlaceholdersThatExist(Path file) throws IOException {
    Set<String> known = new TreeSet<>(settings());
    known.addAll(parameters(file));
    var used =
        PLACEHOLDER
            .matcher(Files.readString(file))
            .results()
            .map(result -> result.group(1).replace("?", ""))
            .toList();

    assertThat(known).containsAll(used);
  }

  private static void checkSteps(Object steps, List<Object> ids) {
    for (Object step : (List<?>) steps) {
      for (Map.Entry<?, ?> one : ((Map<?, ?>) step).entrySet()) {
        assertThat(STEPS).contains((String) one.getKey());
        Map<?, ?> options = (Map<?, ?>) one.getValue();
        ids.add(options.get("id"));
        nested(options).forEach(inner -> checkSteps(inner, ids));
      }
    }
  }

  /** The lists of steps inside a split, or inside the branches of a choice. */
  private static List<Object> nested(Map<?, ?> options) {
    var found = new ArrayList<Object>();
    for (Map.Entry<?, ?> option : options.entrySet()) {
      if (option.getKey().equals("steps")) {
        found.add(option.getValue());
      } else if (option.getValue() instanceof Map<?, ?> branch) {
        found.addAll(nested(branch));
      } else if (option.getValue() instanceof Collection<?> branches) {
        branches.stream()
            .filter(branch -> branch instanceof Map<?, ?>)
            .forEach(branch -> found.addAll(nested((Map<?, ?>) branch)));
      }
    }
    return found;
  }

  private static List<Map<?, ?>> bodies(Path file) throws IOException {
    Map<?, ?> entry = single(file);
    if (entry.get("route") instanceof Map<?, ?> route) {
      return List.of(route);
    }
    if (entry.get("routeTemplate") instanceof Map<?, ?> template) {
      return List.of((Map<?, ?>) template.get("route"));
    }
    return List.of();
  }

  private static Set<String> parameters(Path file) throws IOException {
    var names = new TreeSet<String>();
    for (Object entry : load(file)) {
      if (((Map<?, ?>) entry).get("routeTemplate") instanceof Map<?, ?> template) {
        ((List<?>) template.get("parameters"))
            .forEach(parameter -> names.add((String) ((Map<?, ?>) parameter).get("name")));
      }
    }
    return names;
  }

  private static Map<?, ?> single(Path file) throws IOException {
    List<?> entries = load(file);
    assertThat(entries).as("routes in %s", file).hasSize(1);
    assertThat((Map<?, ?>) entries.get(0)).hasSize(1);
    return (Map<?, ?>) entries.get(0);
  }

  private static List<?> load(Path file) throws IOException {
    return new Yaml().load(Files.readString(file));
  }

  private static Set<String> settings() throws IOException {
    var names = new TreeSet<String>();
    var file = new FileSystemResource("src/main/resources/application.yml");
    for (var source : new YamlPropertySourceLoader().load("application", file)) {
      names.addAll(List.of(((EnumerablePropertySource<?>) source).getPropertyNames()));
    }
    return names;
  }
}
