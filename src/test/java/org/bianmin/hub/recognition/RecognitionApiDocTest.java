package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/recognition-api publishes is what requests are checked against. */
class RecognitionApiDocTest {

  private static final Path PUBLISHED = Path.of("docs/recognition-api");
  private static final Path USED = Path.of("src/main/resources/recognition-api");
  private static final Path EXAMPLES = Path.of("src/test/resources/recognition");
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"candidates.json", "decisions.json"})
  void theHubChecksByThePublishedSchema(String file) throws IOException {
    assertThat(Files.readString(PUBLISHED.resolve(file)))
        .as("copy %s from %s", file, USED)
        .isEqualTo(Files.readString(USED.resolve(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "candidates,candidates-request.json",
    "decisions,decision-declined.json",
    "decisions,decision-withdrawn.json",
    "decisions,decisions-several.json"
  })
  void theExamplesFitIt(String schema, String file) throws IOException {
    JsonNode example = JSON.readTree(EXAMPLES.resolve(file).toFile());
    JsonRequest request = new JsonRequest(schema);

    for (JsonNode one :
        example.has("candidates") || !example.path("items").path(0).isObject()
            ? List.of(example)
            : example.get("items")) {
      assertThat(request.problems(one, "")).isEmpty();
    }
  }

  @Test
  void aDeclinedResultWithoutAReasonIsRefusedWithTheRemedy() throws IOException {
    var told =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            JSON.readTree(EXAMPLES.resolve("decision-declined.json").toFile());
    told.remove("reasonCode");

    assertThat(new JsonRequest("decisions").problems(told, "/items/0"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place()).isEqualTo("/items/0/reasonCode");
              assertThat(problem.reason()).contains("a declined result needs its reason", "R1");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "prompted,/id",
    "viewed,/reportKey",
    "decided,/visit",
    "decided,/itemCode",
    "withdrawn,/visit"
  })
  void eachKindHasToNameWhatItIsAbout(String kind, String missing) throws IOException {
    JsonNode told =
        JSON.readTree(
            """
            {"kind": "%s", "at": "2026-11-03T09:05:00+08:00", "doctor": "D1"}"""
                .formatted(kind));

    assertThat(new JsonRequest("decisions").problems(told, ""))
        .extracting(Refusal.Problem::place)
        .contains(missing);
  }
}
