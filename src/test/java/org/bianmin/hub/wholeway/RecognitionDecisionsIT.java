package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bianmin.hub.recognition.Notice;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Decisions over real sockets, and what happens when a report is corrected afterwards. */
class RecognitionDecisionsIT {

  private static final Path EXAMPLES = Path.of("src/test/resources/recognition");

  @TempDir static Path data;
  private static OrderTimeHub on;

  @BeforeAll
  static void start() throws IOException {
    on = new OrderTimeHub(data);
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void decisionsReachThePlatformsBooksAndAWithdrawalVoidsThem() throws Exception {
    OrderTimeHub.accepted(
        on.asHis("decisions", Files.readString(EXAMPLES.resolve("decisions-several.json"))));
    OrderTimeHub.accepted(
        on.asHis("decisions", Files.readString(EXAMPLES.resolve("decision-declined.json"))));

    String recognised = "V2/result.issued:H002:R0007/lab-glu";
    String declined = "V1/result.issued:H002:R0007/lab-glu";
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                on.awaitEvent("recognition.decided", recognised).at("/attributes/savedFen").asLong()
                    == OrderTimeBeans.FEE_FEN);
    JsonNode view = on.awaitEvent("recognition.viewed", "VW-1");
    assertThat(view.at("/attributes/sourceOrg").asText()).isEqualTo("H002");
    assertThat(view.at("/attributes/reportNo").asText()).isEqualTo("R0007");
    JsonNode decision = on.awaitEvent("recognition.decided", declined);
    assertThat(decision.at("/attributes/reasonCode").asText()).isEqualTo("R1");
    assertThat(decision.at("/attributes/source").asText()).isEqualTo("his");
    assertThat(on.person("recognition.decided", declined)).isEqualTo(on.pseudonym("P1"));

    OrderTimeHub.accepted(
        on.asHis("decisions", Files.readString(EXAMPLES.resolve("decision-withdrawn.json"))));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                on.awaitEvent("recognition.decided", declined)
                    .get("status")
                    .asText()
                    .equals("void"));
    on.hub.awaitQuiet();
    assertThat(on.hub.violations().get("items")).isEmpty();
    assertThat(
            on.asHis(
                    "decisions",
                    Files.readString(EXAMPLES.resolve("decision-declined.json"))
                        .replace("\"reasonCode\": \"R1\",", ""))
                .body())
        .contains("/reasonCode", "a declined result needs its reason");
  }

  @Test
  void aNoticeOfThePlatformTellsTheDecisionAndTheHis() throws Exception {
    on.decide("V7", "result.issued:H007:R7");
    String key =
        new org.bianmin.hub.event.EventKey(
                WholeHub.FACILITY, "recognition.decided", "V7/result.issued:H007:R7/lab-glu")
            .toString();
    on.awaitEvent("recognition.decided", "V7/result.issued:H007:R7/lab-glu");

    OrderTimeBeans.NOTICES.add(
        new Notice(
            "N7",
            System.currentTimeMillis(),
            true,
            true,
            "result.issued:H007:R7",
            "H007",
            2,
            List.of(key, "recognition.viewed:" + WholeHub.FACILITY + ":never-told")));

    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                on.his.messages.stream()
                    .anyMatch(
                        m -> m.contains("HR02^") && m.contains("H007:R7") && m.contains("V7")));
    JsonNode decision = on.awaitEvent("recognition.decided", "V7/result.issued:H007:R7/lab-glu");
    assertThat(decision.at("/attributes/sourceState").asText()).isEqualTo("recalled");
    assertThat(decision.at("/attributes/changedReportKey").asText())
        .isEqualTo("result.issued:H007:R7");
    JsonNode alerts = on.hub.api("recognition/alerts");
    assertThat(alerts.get("items"))
        .anySatisfy(
            alert -> {
              assertThat(alert.get("no").asText()).isEqualTo("N7");
              assertThat(alert.get("urgent").asBoolean()).isTrue();
              assertThat(alert.at("/concerns/0/key").asText()).isEqualTo(key);
            });
    assertThat(
            on.hub
                .bean(JdbcClient.class)
                .sql("select position from recognition_cursor where name = 'notices:played'")
                .query(String.class)
                .single())
        .isEqualTo("N7");
  }

  @Test
  void aReportOfTheHubsOwnIsToldOnceThoughThePlatformTellsItToo() throws Exception {
    on.result("R8", "F", "5.6", 0);
    String report = "result.issued:" + WholeHub.FACILITY + ":R8";
    on.decide("V8", report);
    String decision = "V8/" + report + "/lab-glu";
    on.awaitEvent("recognition.decided", decision);
    on.hub.awaitQuiet();

    on.result("R8", "C", "6.5", 60_000);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                on.awaitEvent("recognition.decided", decision)
                    .at("/attributes/sourceState")
                    .asText()
                    .equals("corrected"));
    on.hub.awaitQuiet();
    int version = on.awaitEvent("recognition.decided", decision).get("version").asInt();
    OrderTimeBeans.NOTICES.add(
        new Notice(
            "N8",
            System.currentTimeMillis(),
            false,
            false,
            report,
            WholeHub.FACILITY,
            2,
            List.of(
                new org.bianmin.hub.event.EventKey(
                        WholeHub.FACILITY, "recognition.decided", decision)
                    .toString())));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> on.hub.count("select count(*) from message where control_id = 'played/N8'") == 1);
    on.hub.awaitQuiet();

    assertThat(on.awaitEvent("recognition.decided", decision).get("version").asInt())
        .isEqualTo(version);
    assertThat(on.his.messages.stream().filter(m -> m.contains("HR02^") && m.contains("V8")))
        .hasSize(1);
  }
}
