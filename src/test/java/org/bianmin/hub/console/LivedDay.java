package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.bianmin.hub.recognition.figures.StoredFacts;
import org.bianmin.hub.simulator.Simulator;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Tallies;
import org.bianmin.hub.trial.HospitalDay;
import org.bianmin.hub.trial.MllpClient;
import org.bianmin.hub.trial.TrialMessage;
import org.bianmin.hub.trial.TrialMessages;

/**
 * What a hub has to show after a day: a hospital's messages over MLLP, 500 registrations with a
 * code that no table has, a report that the platform refused, a link that has been quiet since the
 * night, money that agrees and does not, discharges of three wards, results that were recognised
 * and declined, and a person who looked at a patient's data.
 */
final class LivedDay {

  static final String FACILITY = "H001";

  /** A code of PV1-2 that no row of codes/visit-class.csv has. */
  static final String STRANGE_CODE = "ZX";

  /** Another one, of a single registration. */
  static final String STRANGE_TOO = "ZY";

  static final int PARKED = 500;
  static final String REFUSAL = "RULE_17";
  static final String QUIET = "pacs";
  static final String CURIOUS = "周信息";

  private static final long SEED = 20_261_101;
  private static final int PATIENTS = 90;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long HOUR = 3_600_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final SettledDay told;
  private final String base;
  private String refused;
  private String refusedPatient;

  LivedDay(int port) {
    this.told = new SettledDay(port);
    this.base = "http://localhost:" + port;
  }

  /** Tells all of it, and waits until it has been read, sent and counted. */
  void tell(int his, int lis, Simulator platform, Commands commands) throws Exception {
    recognised(commands);
    tallies(commands);
    hospitalDay(his, lis);
    told.tell();
    told.post(new WardMonth().documents());
    told.awaitReconciled();
    awaitQuiet();
    refuse(platform, lis);
    strange(his);
    awaitQuiet();
    look();
    cut();
  }

  /** Control id of the message whose report the platform refused. */
  String refused() {
    return refused;
  }

  /** Number of the patient whose report it is (PID-3.1). */
  String refusedPatient() {
    return refusedPatient;
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return told.json(path);
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(base + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Posts a form as a page would. */
  int post(String path, String... fields) throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(fields[i])
          .append('=')
          .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  /** Puts the tables into force. */
  int reload() throws IOException, InterruptedException {
    return told.post("mappings/reload", "");
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.of("Asia/Shanghai"));
  }

  private static void hospitalDay(int his, int lis) throws IOException {
    try (MllpClient toHis = client(his);
        MllpClient toLis = client(lis)) {
      for (TrialMessage message : new HospitalDay(SEED, today(), FACILITY, PATIENTS)) {
        (message.source().equals("his") ? toHis : toLis).send(message.bytes());
      }
    }
  }

  private static MllpClient client(int port) {
    return new MllpClient("127.0.0.1", port, Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /** A final report, which the platform refuses by a rule of its own. */
  private void refuse(Simulator platform, int lis) throws Exception {
    platform.faults("{\"rejectItems\": {\"next\": 50, \"code\": \"" + REFUSAL + "\"}}");
    byte[] report = new TrialMessages(FACILITY, "RF", today()).largeOru(7);
    refusedPatient =
        new String(report, StandardCharsets.UTF_8)
            .replaceFirst("(?s).*\rPID\\|1\\|[^|]*\\|([^|^]+)\\^.*", "$1");
    try (MllpClient client = client(lis)) {
      refused = client.send(report).controlId();
    }
    await()
        .atMost(SOON)
        .until(() -> !json("deliveries?state=DISCARDED&limit=5").get("items").isEmpty());
    awaitQuiet();
    platform.faults("{\"rejectItems\": null}");
  }

  private static void strange(int his) throws IOException {
    TrialMessages messages = new TrialMessages(FACILITY, "ZX", today());
    try (MllpClient client = client(his)) {
      for (int i = 0; i < PARKED; i++) {
        client.send(with(STRANGE_CODE, messages.smallAdt(i)));
      }
      client.send(with(STRANGE_TOO, messages.smallAdt(PARKED)));
    }
  }

  private static byte[] with(String visitClass, byte[] registration) {
    String known = new String(registration, StandardCharsets.UTF_8);
    String strange = known.replaceFirst("(\rPV1\\|1\\|)O\\|", "$1" + visitClass + "|");
    assertThat(strange).isNotEqualTo(known);
    return strange.getBytes(StandardCharsets.UTF_8);
  }

  /** Waits until no message and no delivery waits. */
  private void awaitQuiet() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(json("messages?state=RECEIVED&limit=1").get("items")).isEmpty();
              assertThat(json("deliveries?state=AVAILABLE&limit=1").get("items")).isEmpty();
              assertThat(json("deliveries?state=EXECUTING&limit=1").get("items")).isEmpty();
            });
  }

  /** The half-yearly report of 2024, cut. */
  private void cut() throws IOException, InterruptedException {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              post(
                  "/reports",
                  "kind",
                  "huaian-2023/half-year",
                  "period",
                  "2024-H2",
                  "scope",
                  "facility",
                  "id",
                  FACILITY,
                  "who",
                  "统计员");
              assertThat(json("reports?programme=huaian-2023").at("/items/0/state").asText())
                  .isEqualTo("cut");
            });
  }

  private void look() throws IOException, InterruptedException {
    long id = json("messages?source=his&limit=1").at("/items/0/id").asLong();
    assertThat(post("/messages/" + id + "/reveal", "who", CURIOUS, "reason", "平台退回，核对姓名"))
        .isEqualTo(200);
  }

  /** An hour of even traffic of two sources, and a third that fell silent in the night. */
  private static void tallies(Commands commands) {
    new Traffics(null, null, commands).past("his", 42);
    new Traffics(null, null, commands).past("lis", 17);
    commands.execute(
        session -> {
          long now = System.currentTimeMillis();
          Tallies tallies = new Tallies("journal");
          for (int minute = 0; minute < 120; minute++) {
            tallies.add("received", QUIET, 3);
            tallies.add("normalized", QUIET, 3);
            tallies.write(session, now - 7 * HOUR - minute * 60_000L);
          }
          return null;
        });
  }

  /** Reports and orders of October, of which some were recognised and some declined. */
  private static void recognised(Commands commands) {
    StoredFacts stored = new StoredFacts(commands, 1_000_000);
    for (int i = 0; i < 40; i++) {
      String at = "2026-10-12T08:00:%02d+08:00".formatted(i);
      long report = stored.report("R" + i, at, 12, 10, i % 4 == 0 ? 0 : 8);
      if (i % 5 > 0) {
        stored.accepted(report, 1, at, "2026-10-12T08:05:%02d+08:00".formatted(i));
      }
    }
    for (int i = 0; i < 20; i++) {
      String at = "2026-10-13T09:00:%02d+08:00".formatted(i);
      stored.order("O" + i, at, i < 12 ? "PROMPTED" : "NONE", i < 12 ? 1L : 0L, "{}");
      if (i < 12) {
        stored.fact("recognition.prompted", "P" + i, at, "{}");
        stored.fact("recognition.viewed", "V" + i, at, "{}");
      }
    }
    for (int i = 0; i < 10; i++) {
      String rest = ",\"replacedOrderRef\":\"O" + i + "\"}";
      stored.fact(
          "recognition.decided",
          "D" + i,
          "2026-10-13T10:00:%02d+08:00".formatted(i),
          (i < 6
                  ? "{\"decision\":\"recognised\",\"savedFen\":2550"
                  : "{\"decision\":\"declined\",\"reasonCode\":\"R" + (i % 3 + 1) + "\"")
              + rest);
    }
    stored.notice(
        "hub", "n1", "2026-10-14T08:00:00+08:00", "corrected", 0, "result.issued:H001:R1");
    stored.notice("hub", "n2", "2026-10-14T09:00:00+08:00", "recalled", 1, "result.issued:H001:R2");
    stored.marked();
  }
}
