package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.Indicators;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is worked out on paper for each indicator comes out of one whole hub that was told the
 * examples' messages: step by step, so that each correction is seen to change its figure.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkedExamplesIT {

  /** Part of an id, to run some of the examples only. */
  private static final String ONLY = System.getProperty("examples", "");

  private final List<WorkedExample> examples =
      WorkedExample.all().stream().filter(example -> example.toString().contains(ONLY)).toList();
  private final Map<WorkedExample, List<String>> wrong = new HashMap<>();

  @BeforeAll
  void tellAll(@TempDir Path data) throws Exception {
    int most = examples.stream().mapToInt(example -> example.steps().size()).max().orElse(0);
    try (ExampleHub hub = new ExampleHub(data, examples)) {
      ExampleAnswers answers = new ExampleAnswers(hub.hub().bean(Indicators.class));
      for (int step = 0; step < most; step++) {
        for (WorkedExample example : having(step)) {
          tell(hub, example, step);
        }
        hub.awaitQuiet();
        for (WorkedExample example : having(step)) {
          for (JsonNode expected : example.steps().get(step).expect()) {
            note(example, step, answers, expected);
          }
        }
      }
    }
  }

  private List<WorkedExample> having(int step) {
    return examples.stream().filter(example -> example.steps().size() > step).toList();
  }

  private void tell(ExampleHub hub, WorkedExample example, int step) throws Exception {
    try {
      hub.tell(example, example.steps().get(step));
    } catch (AssertionError refused) {
      found(example).add("step " + (step + 1) + " is refused: " + refused.getMessage());
    }
  }

  private List<String> found(WorkedExample example) {
    return wrong.computeIfAbsent(example, none -> new ArrayList<>());
  }

  private void note(WorkedExample example, int step, ExampleAnswers answers, JsonNode expected) {
    List<String> found = found(example);
    try {
      answers
          .differences(example, expected)
          .forEach(difference -> found.add("step " + (step + 1) + ", " + difference));
    } catch (RuntimeException e) {
      found.add("step " + (step + 1) + ", " + expected + ": " + e);
    }
  }

  List<WorkedExample> examples() {
    return examples;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void comesOutAsWorkedOutByHand(WorkedExample example) {
    assertThat(wrong.get(example)).as("%s", example.file()).isEmpty();
  }
}
