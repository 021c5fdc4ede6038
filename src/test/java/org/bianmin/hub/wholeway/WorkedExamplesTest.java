package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every shipped indicator is worked out by hand; {@link WorkedExamplesIT} runs the examples. */
class WorkedExamplesTest {

  private static final Path PROGRAMMES = Path.of("mappings", "programmes");
  private static final Set<String> NO_INDICATORS = Set.of("programme.yaml");

  private final List<WorkedExample> examples = WorkedExample.all();

  @Test
  void everyIndicatorHasAnExample() throws IOException {
    Set<String> worked = new TreeSet<>();
    examples.forEach(example -> worked.add(example.toString()));

    assertThat(worked).containsExactlyInAnyOrderElementsOf(indicators());
  }

  private static List<String> indicators() throws IOException {
    List<String> ids = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PROGRAMMES)) {
      for (Path file : files.filter(WorkedExamplesTest::isIndicator).toList()) {
        String name = file.getFileName().toString();
        ids.add(
            file.getParent().getFileName()
                + "/"
                + name.substring(0, name.length() - ".yaml".length()));
      }
    }
    return ids;
  }

  private static boolean isIndicator(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") && !NO_INDICATORS.contains(name);
  }

  @Test
  void everyExampleShowsACorrectionThatChangesItAndSaysHowItIsWorkedOut() throws IOException {
    for (WorkedExample example : examples) {
      assertThat(example.steps()).as("%s: a base and a correction", example).hasSizeGreaterThan(1);
      for (WorkedExample.Step step : example.steps()) {
        assertThat(step.tell()).as("%s: told", example).isNotEmpty();
        assertThat(step.expect()).as("%s: expected", example).isNotEmpty();
      }
      assertThat(Files.readString(example.file()))
          .as("%s: the sums, as a comment", example)
          .startsWith("# ");
    }
  }

  @Test
  void examplesComeInEveryFormat() {
    assertThat(count("json")).isGreaterThan(50);
    assertThat(count("hl7")).isGreaterThanOrEqualTo(15);
    assertThat(count("fhir")).isGreaterThanOrEqualTo(5);
    assertThat(count("row")).isGreaterThanOrEqualTo(3);
    assertThat(count("declare")).isGreaterThanOrEqualTo(5);
  }

  private long count(String format) {
    return examples.stream().filter(example -> example.tells(format)).count();
  }
}
