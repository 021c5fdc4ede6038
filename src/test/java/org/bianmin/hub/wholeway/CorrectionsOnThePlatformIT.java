package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.Replays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the platform holds in the end of each sample of {@link CorrectionsTest}; the platform checks
 * every item against the published contract. {@code -Dapprove=true} writes what comes out.
 */
class CorrectionsOnThePlatformIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;
  private static WholeHub hub;

  @BeforeAll
  static void start() {
    hub = WholeHub.start(data);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  static Stream<String> samples() throws IOException {
    return CorrectionsTest.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void platformEndsWithTheApprovedFacts(String sample) throws Exception {
    Path folder = CorrectionsTest.SAMPLES.resolve(sample);
    Intake intake = hub.bean(Intake.class);
    for (Path file : CorrectionsTest.received(folder)) {
      long id = intake.receive(CorrectionsTest.message(file, sample)).join().messageId();
      hub.awaitQuiet();
      if (sample.endsWith("-replayed")) {
        assertThat(hub.bean(Replays.class).replay(id)).isTrue();
        hub.awaitQuiet();
      }
    }

    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(held(sample)) + "\n";
    Path approved = folder.resolve("2_platform.approved.json");
    if (Boolean.getBoolean("approve")) {
      Files.writeString(approved, text);
    }
    assertThat(text).isEqualTo(Files.readString(approved));
    assertThat(hub.violations().get("items")).isEmpty();
    assertThat(hub.count("select count(*) from delivery where state = 'DISCARDED'")).isZero();
  }

  private static ArrayNode held(String facility) throws IOException, InterruptedException {
    ArrayNode held = JSON.createArrayNode();
    Map<String, String> persons = new HashMap<>();
    for (JsonNode item : hub.heldOf(facility).values()) {
      ObjectNode fact = item.deepCopy();
      JsonNode pseudonym = fact.at("/patient/pseudonym");
      if (!pseudonym.isMissingNode()) {
        // pseudonyms differ with every key; which of them are the same person does not
        fact.put(
            "patient",
            persons.computeIfAbsent(pseudonym.asText(), p -> "person " + (persons.size() + 1)));
      }
      fact.remove(List.of("facility", "type", "mapping"));
      held.add(fact);
    }
    return held;
  }
}
