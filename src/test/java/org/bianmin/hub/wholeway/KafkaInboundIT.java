package org.bianmin.hub.wholeway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.trial.TrialMessages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A whole hub with the profile {@code kafka}: only its settings differ. */
class KafkaInboundIT {

  private static final String TOPIC = "hub.inbound";
  private static final String GROUP = "bianmin-hub-journal";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final TrialMessages MESSAGES =
      new TrialMessages(WholeHub.FACILITY, "K1", LocalDate.of(2026, 11, 2));
  private static final List<String> SOURCES =
      List.of("--hub.sources.docs.transport=json", "--hub.sources.his.max-frame=64KB");

  /** What is to be the same in both modes: all but ids and times. */
  private static final String ROWS =
      "select source, facility, format, control_id, trigger_event, charset, content_hash, length,"
          + " state, stage, reason, location, reused_id, duplicates from message"
          + " where source <> 'lis' order by source, id";

  @TempDir static Path folder;
  private static KafkaBroker broker;
  private static WholeHub hub;
  private static int port;

  @BeforeAll
  static void startHub() throws Exception {
    broker = new KafkaBroker(folder.resolve("kafka"));
    port = WholeHub.freePort();
    List<String> settings = new ArrayList<>(SOURCES);
    settings.add("--hub.sources.lis.transport=mllp");
    settings.add("--hub.sources.lis.port=" + port);
    settings.add("--spring.profiles.active=kafka");
    settings.add("--hub.inbound.brokers=" + broker.address());
    settings.add("--hub.console.open-loopback=true");
    settings.add("--hub.inbound.partitions=3");
    settings.add("--hub.inbound.replication-factor=1");
    settings.addAll(KafkaBroker.QUIET);
    hub = WholeHub.start(folder("kafka-hub"), settings.toArray(String[]::new));
  }

  @AfterAll
  static void stopHub() {
    hub.close();
    broker.close();
  }

  @Test
  void whatTheJournalHoldsAndSendersAreToldIsTheSameInBothModes() throws Exception {
    List<String> told = new ArrayList<>();
    List<String> rows;
    try (WholeHub direct = WholeHub.start(folder("direct"), SOURCES.toArray(String[]::new))) {
      sendAll(direct, told);
      direct.awaitQuiet();
      rows = rows(direct);
    }
    List<String> toldByKafka = new ArrayList<>();
    sendAll(hub, toldByKafka);
    awaitFilled();
    hub.awaitQuiet();

    assertThat(rows(hub)).isEqualTo(rows);
    assertThat(hub.violations().get("items")).isEmpty();
    assertThat(toldByKafka).isEqualTo(told);
    assertThat(told).anyMatch(answer -> answer.contains("MSA|AA|"));
    assertThat(told).anyMatch(answer -> answer.contains("MSA|AR|"));
  }

  @Test
  void keepsTheOrderOfASourceAndWhatIsTooLargeForATopic() throws Exception {
    int many = 1_500;
    byte[] large = hl7("LARGE", "X".repeat(40 << 20)).getBytes(UTF_8);
    try (MllpConnection connection = new MllpConnection(port)) {
      for (int i = 0; i < many; i++) {
        connection.send(hl7("M%05d".formatted(i), "x").getBytes(UTF_8));
      }
      for (int i = 0; i < many; i++) {
        assertThat(new String(connection.answer(), UTF_8)).contains("MSA|AA|M%05d".formatted(i));
      }
      connection.send(large);
      assertThat(new String(connection.answer(), UTF_8)).contains("MSA|AA|LARGE");
    }
    awaitFilled();

    assertThat(
            hub.bean(JdbcClient.class)
                .sql(
                    "select control_id from message where source = 'lis' and control_id <> 'LARGE'"
                        + " order by id")
                .query(String.class)
                .list())
        .hasSize(many)
        .isSorted();
    assertThat(hub.count("select length from message where control_id = 'LARGE'"))
        .isEqualTo(large.length);
  }

  @Test
  void saysHowFarTheJournalIsBehind() throws Exception {
    awaitFilled();
    assertThat(get("/system")).contains("id=\"inbound\"", "<small>hub.inbound</small>");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(get("/actuator/prometheus"))
                    .contains(
                        "hub_inbound_takes 1.0",
                        "hub_inbound_waiting 0.0",
                        "hub_inbound_oldest_seconds 0.0"));
  }

  private static String get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(hub.url().resolve(path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** All of the topic is in the journal, and the journal says so itself. */
  private static void awaitFilled() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(broker.committedRecords(GROUP, TOPIC)).isEqualTo(broker.written(TOPIC)));
    assertThat(hub.count("select coalesce(sum(next_offset), 0) from filled_position"))
        .isEqualTo(broker.written(TOPIC));
  }

  private static Path folder(String name) throws Exception {
    return Files.createDirectories(folder.resolve(name));
  }

  private static void sendAll(WholeHub hub, List<String> told) throws Exception {
    try (MllpConnection connection = hub.mllp()) {
      byte[] first = MESSAGES.smallAdt(1);
      for (byte[] message :
          List.of(
              first,
              MESSAGES.smallAdt(2),
              first,
              hl7("A", "one").getBytes(UTF_8),
              hl7("A", "other content").getBytes(UTF_8),
              hl7("", "without a control id").getBytes(UTF_8),
              hl7("G", "张三").replace("UNICODE UTF-8", "GB 18030-2000").getBytes(GB18030),
              hl7("B", "x").replace("UNICODE UTF-8", "").getBytes(UTF_8),
              "no HL7".getBytes(UTF_8),
              hl7("L", "x".repeat(100_000)).getBytes(UTF_8),
              ("BHS|^~\\&|LIS\r" + hl7("1", "a") + hl7("2", "b") + "BTS|2\r").getBytes(UTF_8))) {
        connection.send(message);
        told.add(withoutStamp(connection.answer()));
      }
    }
    String fhir = "application/fhir+json";
    told.add(text(hub.postFhir(example("fhir-inpatient-stay/received.json"), fhir)));
    told.add(text(hub.postFhir("{\"resourceType\": 7".getBytes(UTF_8), fhir)));
    String document = new String(example("document-visit/document.json"), UTF_8);
    told.add("" + hub.post("/api/v1/events", document).statusCode());
    told.add("" + hub.post("/api/v1/events", document).statusCode());
    told.add("" + hub.post("/api/v1/events", "{\"type\": \"ems.run\"}").statusCode());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return answer.statusCode() + " " + new String(answer.body(), UTF_8);
  }

  /** Without time and control id of the answer, MSH-7 and MSH-10. */
  private static String withoutStamp(byte[] answer) {
    String text = new String(answer, UTF_8);
    String[] fields = text.split("\\|", -1);
    fields[6] = "";
    fields[9] = "";
    return String.join("|", fields);
  }

  private static String hl7(String controlId, String text) {
    return "MSH|^~\\&|HIS|H|HUB|H|20261102080000||ADT^A04|"
        + controlId
        + "|P|2.5.1||||||UNICODE UTF-8\rEVN|A04|20261102080000\rPID|1||P1^^^HIS^MR||"
        + text
        + "\rPV1|1|O\r";
  }

  private static List<String> rows(WholeHub hub) {
    return hub.bean(JdbcClient.class).sql(ROWS).query().listOfRows().stream()
        .map(row -> row.values().toString())
        .toList();
  }

  private static byte[] example(String file) throws Exception {
    return Files.readAllBytes(Path.of("mappings/examples", file));
  }
}
