package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.simulator.SimulatorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One hub and eight platforms for mutual recognition, one for each combination of what a platform
 * may lack; all are slow, lose answers and are away for a time. Their books end right.
 */
class RecognitionCapabilitiesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String FACILITY = "123400000000000000";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int REPORTS = 4;

  /** A platform, and what it can do. */
  private record Party(
      String id, boolean versions, boolean voids, boolean resubmit, Simulator simulator) {

    private static Party start(int number, Path key) {
      boolean versions = (number & 1) == 0;
      boolean voids = (number & 2) == 0;
      boolean resubmit = (number & 4) == 0;
      var can = new SimulatorSettings.Capabilities(versions, voids, resubmit, false, true, 500);
      var apps = Map.of(WholeHub.APP, new SimulatorSettings.App(null, key, List.of(FACILITY)));
      return new Party(
          "p" + number,
          versions,
          voids,
          resubmit,
          new Simulator(SimulatorSettings.of(0, apps).withCapabilities(can)).start());
    }

    private List<String> settings(Path key) {
      String name = "--hub.destinations." + id + ".";
      return List.of(
          name + "url=http://127.0.0.1:" + simulator.port() + "/",
          name + "route=forward-recognition",
          name + "app-id=" + WholeHub.APP,
          name + "key-file=" + key,
          name + "legal-basis=test: synthetic data only",
          name + "max-batch=" + (versions && resubmit ? 20 : 1),
          name + "backoff=20ms",
          name + "max-backoff=100ms",
          name + "events[0]=result.issued",
          name + "events[1]=recognition.decided",
          name + "capabilities.versions=" + versions,
          name + "capabilities.voids=" + voids,
          name + "capabilities.resubmit-after-void=" + resubmit);
    }

    private JsonNode control(String method, String target, String body) throws Exception {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.controlPort() + target))
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      return JSON.readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }

    /** Version and status by report number. */
    private Map<String, String> books() throws Exception {
      Map<String, String> books = new TreeMap<>();
      for (JsonNode item : control("GET", "/simulator/recognition/reports", "").get("items")) {
        String key = item.get("key").asText();
        books.put(
            key.substring(key.lastIndexOf(':') + 1),
            item.get("version").asText() + " " + item.get("status").asText());
      }
      return books;
    }

    /** What a platform of these capabilities has to hold in the end. */
    private Map<String, String> expected() {
      Map<String, String> books = new TreeMap<>();
      for (int i = 0; i < REPORTS; i++) {
        books.put("FINAL-" + i, "1 active");
        books.put("CORRECTED-" + i, versions ? "2 active" : "1 active");
        books.put("RECALLED-" + i, voids ? "2 void" : "1 active");
        // recalled, then issued again under its number
        String again = versions && (resubmit || !voids) ? "3 active" : null;
        books.put("AGAIN-" + i, again != null ? again : voids ? "2 void" : "1 active");
      }
      return books;
    }
  }

  @TempDir Path data;

  @Test
  void endInTheRightBooksSlowLosingAnswersAndAfterAnOutage() throws Exception {
    Path key = Files.writeString(data.resolve("platform.key"), WholeHub.KEY);
    List<Party> parties = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      parties.add(Party.start(i, key));
    }
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--hub.facility=" + FACILITY,
                "--hub.recognition.enabled=true",
                "--hub.console.open-loopback=true",
                "--hub.destinations.platform.enabled=false"));
    parties.forEach(party -> settings.addAll(party.settings(key)));
    try (WholeHub hub =
            WholeHub.startBeside(
                parties.get(0).simulator(), data, settings.toArray(String[]::new));
        MllpConnection lis = hub.mllp()) {
      for (Party party : parties) {
        party.control(
            "POST",
            "/simulator/faults",
            "{\"latencyMs\":20,\"resetAfterProcessing\":{\"share\":0.25}}");
      }
      report(lis, "F", 50);
      settle(hub, parties);

      for (Party party : parties) {
        party.control("POST", "/simulator/faults", "{\"outageMs\":1500}");
      }
      for (int i = 0; i < REPORTS; i++) {
        tell(lis, "CORRECTED-" + i, "C", 40, "6.1");
        tell(lis, "RECALLED-" + i, "D", 40, "5.4");
        tell(lis, "AGAIN-" + i, "W", 40, "5.4");
      }
      settle(hub, parties);
      for (int i = 0; i < REPORTS; i++) {
        tell(lis, "AGAIN-" + i, "C", 30, "7.7");
      }
      settle(hub, parties);

      for (Party party : parties) {
        assertThat(party.books()).as(party.toString()).isEqualTo(party.expected());
        JsonNode violations = party.control("GET", "/simulator/violations", "");
        if (party.versions()) {
          assertThat(violations.get("items")).as(party.toString()).isEmpty();
        }
      }
      assertThat(hub.api("conservation").get("holds").asBoolean()).isTrue();
    } finally {
      parties.forEach(party -> party.simulator().close());
    }
  }

  private static void report(MllpConnection lis, String status, int minutesAgo) throws Exception {
    for (int i = 0; i < REPORTS; i++) {
      for (String kind : List.of("FINAL-", "CORRECTED-", "RECALLED-", "AGAIN-")) {
        tell(lis, kind + i, status, minutesAgo, "5.4");
      }
    }
  }

  private static void tell(
      MllpConnection lis, String no, String status, int minutesAgo, String value) throws Exception {
    lis.send(
        RecognitionMessages.report(no, status, RecognitionMessages.minutesAgo(minutesAgo), value));
    assertThat(new String(lis.answer(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("MSA|AA|");
  }

  /**
   * Waits until nothing waits by itself, and does what a person does with what waits for one: where
   * a send to a platform that takes no repeats had no answer, looks whether it arrived.
   */
  private static void settle(WholeHub hub, List<Party> parties) throws Exception {
    boolean ambiguous = true;
    while (ambiguous) {
      await().atMost(PATIENCE).until(() -> waiting(hub) == 0);
      ambiguous = false;
      for (Party party : parties) {
        if (!party.versions()) {
          ambiguous |= look(hub, party);
        }
      }
    }
  }

  private static long waiting(WholeHub hub) {
    return hub.count("select count(*) from message where state = 'RECEIVED'")
        + hub.count("select count(*) from delivery where state in ('AVAILABLE', 'RETRYABLE')");
  }

  /** What arrived is done with; what did not is sent again. Answers whether anything was. */
  private static boolean look(WholeHub hub, Party party) throws Exception {
    Map<String, String> held = party.books();
    boolean again = false;
    for (JsonNode delivery :
        hub.api("deliveries?destination=" + party.id() + "&state=EXECUTING").get("items")) {
      String key = delivery.get("key").asText();
      String there = held.getOrDefault(key.substring(key.lastIndexOf(':') + 1), "");
      boolean arrived = there.startsWith(delivery.get("version").asText() + " ");
      String order = arrived ? "/discard" : "/retry";
      var answer =
          hub.post(
              "/api/v1/deliveries/" + delivery.get("id").asLong() + order,
              "{\"reason\":\"looked there\"}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      again |= !arrived;
    }
    return again;
  }
}
