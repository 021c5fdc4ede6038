package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A shipped programme's report over facts that were told: computed by the indicators in force, cut,
 * accepted by the simulated platform, and restated when a settlement is taken back.
 */
class ReportsIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String DOCUMENTS = "documents";

  @TempDir Path data;

  private static String event(String type, String key, String at, String more) {
    return """
    {"type": "%s", "key": "%s", "recordedAt": "%s", "patient": {"id": "P-%s"}%s}\
    """
        .formatted(type, key, at, key, more);
  }

  private static void stay(List<String> told, String no, String left, String settled) {
    told.add(
        event(
            "discharge.made",
            no,
            left,
            ", \"attributes\": {\"dischargeAt\": \"" + left + "\", \"wardCode\": \"W1\"}"));
    told.add(
        event(
            "settlement.inpatient",
            "S" + no,
            settled,
            """
            , "attributes": {"at": "%s", "kind": "final", "totalFen": 100, "insuranceFen": 0,
             "selfFen": 100, "settlementPoint": "window", "admissionRef": "%s"}\
            """
                .formatted(settled, no)));
  }

  private static void tell(WholeHub hub, List<String> told) throws Exception {
    HttpResponse<String> answer =
        hub.postAs(DOCUMENTS, "/api/v1/events", "{\"items\": [" + String.join(",", told) + "]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    hub.awaitQuiet();
  }

  private static JsonNode share(JsonNode report) {
    return StreamSupport.stream(report.get("values").spliterator(), false)
        .filter(value -> value.at("/value/indicator").asText().equals("HAI-21"))
        .findFirst()
        .orElseThrow();
  }

  private static void step(WholeHub hub, long id, String step, int revision, String who)
      throws Exception {
    HttpResponse<String> answer =
        hub.post(
            "/api/v1/reports/" + id + "/" + step,
            "{\"who\": \"" + who + "\", \"revision\": " + revision + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void send(WholeHub hub, long id, int revision) throws Exception {
    step(hub, id, "review", revision, "reviewer");
    step(hub, id, "sign-off", revision, "signer");
    step(hub, id, "submit", revision, "signer");
    awaitState(hub, id, revision, "accepted");
  }

  private static void awaitState(WholeHub hub, long id, int revision, String state) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        hub.api("reports/" + id + "?revision=" + revision)
                            .at("/revision/state")
                            .asText())
                    .isEqualTo(state));
  }

  @Test
  void shippedProgrammeIsReportedAcceptedAndRestated() throws Exception {
    try (WholeHub hub =
        WholeHub.start(
            data,
            "--hub.console.open-loopback=true",
            "--hub.sources." + DOCUMENTS + ".transport=json",
            "--hub.reports.destination=platform",
            "--hub.reports.every=300ms",
            "--hub.reports.compare-every=300ms",
            "--hub.reports.restate-after=0s")) {
      List<String> told = new ArrayList<>();
      // settled on the day; at midnight; on the next day: 1 of 3
      stay(told, "Z1", "2024-03-10T10:00:00+08:00", "2024-03-10T23:59:59+08:00");
      stay(told, "Z2", "2024-03-10T23:30:00+08:00", "2024-03-11T00:00:00+08:00");
      stay(told, "Z3", "2024-03-12T09:00:00+08:00", "2024-03-13T09:00:00+08:00");
      tell(hub, told);
      HttpResponse<String> opened =
          hub.post(
              "/api/v1/reports",
              """
              {"programme": "huaian-2023", "report": "half-year", "period": "2024-H1",
               "facility": "%s", "who": "preparer", "cut": true}\
              """
                  .formatted(WholeHub.FACILITY));
      assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
      long id = hub.api("reports").at("/items/0/id").asLong();
      JsonNode cut = share(hub.api("reports/" + id));
      assertThat(cut.at("/value/numerator").decimalValue()).isEqualByComparingTo("1");
      assertThat(cut.at("/value/denominator").decimalValue()).isEqualByComparingTo("3");
      assertThat(cut.at("/value/value").decimalValue()).isEqualByComparingTo("33.33");
      send(hub, id, 1);

      tell(
          hub,
          List.of(
              """
              {"type": "settlement.inpatient", "key": "SZ1", "action": "void",
               "recordedAt": "2024-08-01T10:00:00+08:00"}\
              """));
      awaitState(hub, id, 2, "cut");

      JsonNode restated = share(hub.api("reports/" + id + "?revision=2"));
      assertThat(restated.at("/value/value").decimalValue()).isEqualByComparingTo("0.00");
      assertThat(restated.at("/was/value").decimalValue()).isEqualByComparingTo("33.33");
      assertThat(restated.at("/causes").findValuesAsText("key"))
          .containsExactly("discharge.made:" + WholeHub.FACILITY + ":Z1");
      assertThat(share(hub.api("reports/" + id + "?revision=1")).at("/value/value").decimalValue())
          .isEqualByComparingTo("33.33");
      send(hub, id, 2);
      awaitState(hub, id, 1, "restated");
      assertThat(hub.violations().get("count").asInt()).as(hub.violations().toString()).isZero();
      assertThat(
              hub.api("programmes/huaian-2023/indicators/HAI-21/measure")
                  .get("resourceType")
                  .asText())
          .isEqualTo("Measure");
    }
  }
}
