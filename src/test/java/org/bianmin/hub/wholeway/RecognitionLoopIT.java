package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutual recognition between two hospitals, each with a hub of its own, and a platform: all of it
 * over real sockets, with sealed bodies.
 */
class RecognitionLoopIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String A = "123400000000000000";
  private static final String B = WholeHub.FACILITY;
  private static final String REPORT = "result.issued:" + A + ":R-1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;
  private Simulator platform;

  @Test
  void closesTheLoopFromReportToDecisionToCorrection() throws Exception {
    Path seal = data.resolve("seal.key");
    Files.writeString(seal, Base64.getEncoder().encodeToString(new byte[16]));
    Map<String, SimulatorSettings.App> apps =
        Map.of(
            "hospital-a", app(A, "a", seal),
            "hospital-b", app(B, "b", seal));
    try (Simulator simulator = new Simulator(SimulatorSettings.of(0, apps)).start();
        HisWebhook his = new HisWebhook();
        WholeHub a = hospital(simulator, "a", A, seal);
        WholeHub b = hospital(simulator, "b", B, seal, pushTo(his));
        MllpConnection lis = a.mllp();
        MllpConnection orders = b.mllp()) {
      platform = simulator;

      // A's laboratory reports, and the platform has the document
      tell(lis, RecognitionMessages.report("R-1", "F", RecognitionMessages.minutesAgo(60), "5.40"));
      await().atMost(PATIENCE).until(() -> published("1", "active"));

      // B's doctor orders the same item, and is told before anybody draws blood
      tell(orders, RecognitionMessages.order("ORD-9", "V-9"));
      await().atMost(PATIENCE).until(() -> !his.told().isEmpty());
      JsonNode prompt = his.told().get(0);
      assertThat(prompt.get("type").asText()).isEqualTo("recognition.prompted");
      assertThat(prompt.at("/attributes/orderRef").asText()).isEqualTo("ORD-9");
      JsonNode offered = prompt.at("/attributes/candidates/0");
      assertThat(offered.get("reportKey").asText()).isEqualTo(REPORT);
      assertThat(offered.get("itemCode").asText()).isEqualTo("lab-glu");
      assertThat(offered.get("value").asText()).isEqualTo("5.40");
      assertThat(offered.get("scope").asText()).isEqualTo("national");
      assertThat(prompt.toString())
          .doesNotContain(RecognitionMessages.LEGAL_ID)
          .doesNotContain("张");

      // the doctor looks at it, and declines with a reason
      decide(b, "viewed", ",\"id\":\"W-1\",\"sourceOrg\":\"" + A + "\"");
      decide(b, "decided", ",\"decision\":\"declined\",\"reasonCode\":\"R1\",\"visit\":\"V-9\"");
      await().atMost(PATIENCE).until(() -> books().size() == 3);
      assertThat(record("recognition.prompted").at("/attributes/doctorId").asText())
          .isEqualTo("D20");
      assertThat(record("recognition.viewed").at("/attributes/reportKey").asText())
          .isEqualTo(REPORT);
      JsonNode declined = record("recognition.decided");
      assertThat(declined.at("/attributes/decision").asText()).isEqualTo("declined");
      assertThat(declined.at("/attributes/reasonCode").asText()).isEqualTo("R1");
      assertThat(declined.at("/version").asInt()).isEqualTo(1);

      // A corrects the report; B's doctor is told, and the books say so
      tell(lis, RecognitionMessages.report("R-1", "C", RecognitionMessages.minutesAgo(5), "15.40"));
      await().atMost(PATIENCE).until(() -> published("2", "active"));
      await()
          .atMost(PATIENCE)
          .until(() -> his.told().stream().anyMatch(t -> state(t).equals("corrected")));
      JsonNode alert =
          his.told().stream().filter(t -> state(t).equals("corrected")).findFirst().orElseThrow();
      assertThat(alert.toString()).contains(REPORT);
      await()
          .atMost(PATIENCE)
          .until(() -> books().stream().allMatch(r -> state(r).equals("corrected")));
      assertThat(books()).hasSize(3);
      assertThat(record("recognition.decided").at("/attributes/decision").asText())
          .isEqualTo("declined");

      // A withdraws it: posted to the wrong patient
      tell(lis, RecognitionMessages.report("R-1", "W", RecognitionMessages.minutesAgo(1), "15.40"));
      await().atMost(PATIENCE).until(() -> published("3", "void"));
      await()
          .atMost(PATIENCE)
          .until(() -> books().stream().allMatch(r -> state(r).equals("recalled")));
      JsonNode again = candidates(b);
      assertThat(again.get("items")).isEmpty();
      assertThat(again.get("unknown")).isEmpty();

      a.awaitQuiet();
      b.awaitQuiet();
      assertThat(JSON.readTree(simulator.violations()).get("items")).isEmpty();
      for (WholeHub hub : List.of(a, b)) {
        assertThat(hub.api("messages?state=PARKED").get("items")).isEmpty();
        assertThat(hub.api("conservation").get("holds").asBoolean()).isTrue();
      }
    }
  }

  private SimulatorSettings.App app(String facility, String name, Path seal) throws IOException {
    Path home = Files.createDirectories(data.resolve(name));
    Path key = Files.writeString(home.resolve("platform.key"), WholeHub.KEY);
    return new SimulatorSettings.App(
        null, key, List.of(facility), new SimulatorSettings.Seal("SM4-GCM", seal));
  }

  private WholeHub hospital(
      Simulator simulator, String name, String facility, Path seal, String... more) {
    String recognition = "--hub.destinations.recognition.";
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--hub.facility=" + facility,
                "--hub.recognition.enabled=true",
                "--hub.console.open-loopback=true",
                "--hub.recognition.platform=recognition",
                "--hub.recognition.notices-every=200ms",
                "--hub.recognition.search-limit=5s",
                "--hub.destinations.platform.app-id=hospital-" + name,
                recognition + "url=http://127.0.0.1:" + simulator.port() + "/",
                recognition + "route=forward-recognition",
                recognition + "app-id=hospital-" + name,
                recognition + "key-file=" + data.resolve(name).resolve("platform.key"),
                recognition + "seal=SM4-GCM",
                recognition + "seal-key-file=" + seal,
                recognition + "legal-basis=test: synthetic data only",
                recognition + "backoff=50ms",
                recognition + "events[0]=result.issued",
                recognition + "events[1]=recognition.prompted",
                recognition + "events[2]=recognition.viewed",
                recognition + "events[3]=recognition.decided"));
    settings.addAll(List.of(more));
    return WholeHub.startBeside(simulator, data.resolve(name), settings.toArray(String[]::new));
  }

  private String[] pushTo(HisWebhook his) {
    String destination = "--hub.destinations.his-doctors.";
    return new String[] {
      destination + "url=" + his.url(),
      destination + "route=push-webhook",
      destination + "app-id=hub",
      destination + "key-file=" + data.resolve("b").resolve("platform.key"),
      destination + "legal-basis=treatment of the hospital's own patients",
      destination + "backoff=50ms",
      destination + "events[0]=recognition.prompted",
      destination + "events[1]=recognition.decided[sourceState=corrected|recalled]"
    };
  }

  private static void tell(MllpConnection connection, byte[] message) throws IOException {
    connection.send(message);
    assertThat(new String(connection.answer(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("MSA|AA|");
  }

  private static void decide(WholeHub hub, String kind, String more) throws Exception {
    HttpResponse<String> answer =
        hub.post(
            "/api/v1/recognition/decisions",
            """
            {"kind":"%s","at":"%s","doctor":"D20","order":"ORD-9","reportKey":"%s","reportVersion":1,
             "itemCode":"lab-glu","patient":{"idType":"01","id":"%s"}%s}
            """
                .formatted(
                    kind,
                    // written with its seconds in each second of a minute, unlike an OffsetDateTime
                    Instant.now().truncatedTo(ChronoUnit.SECONDS),
                    REPORT,
                    RecognitionMessages.LEGAL_ID,
                    more));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
  }

  private static JsonNode candidates(WholeHub hub) throws Exception {
    HttpResponse<String> answer =
        hub.post(
            "/api/v1/recognition/candidates",
            "{\"patient\":{\"idType\":\"01\",\"id\":\""
                + RecognitionMessages.LEGAL_ID
                + "\"},\"items\":[\"lab-glu\",\"lab-wbc\"]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static String state(JsonNode event) {
    return event.at("/attributes/sourceState").asText();
  }

  private boolean published(String version, String status) throws Exception {
    for (JsonNode report : control("/simulator/recognition/reports?facility=" + A).get("items")) {
      if (report.get("key").asText().equals(REPORT)) {
        return report.get("version").asText().equals(version)
            && report.get("status").asText().equals(status);
      }
    }
    return false;
  }

  private JsonNode record(String type) throws Exception {
    return books().stream()
        .filter(record -> record.get("type").asText().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** Prompts, views and decisions of B at the platform. */
  private List<JsonNode> books() throws Exception {
    List<JsonNode> books = new ArrayList<>();
    control("/simulator/recognition/decisions?facility=" + B).get("items").forEach(books::add);
    return books;
  }

  private JsonNode control(String target) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + platform.controlPort() + target);
    return JSON.readTree(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray())
            .body());
  }
}
