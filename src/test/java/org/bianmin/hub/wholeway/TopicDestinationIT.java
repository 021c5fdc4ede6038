package org.bianmin.hub.wholeway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bianmin.hub.delivery.DeliveryCommands;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.report.ReportPlatform;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.kafka.TopicRights;
import org.bianmin.hub.kafka.TopicView;
import org.bianmin.hub.platform.SealOpener;
import org.bianmin.hub.trial.HospitalDay;
import org.bianmin.hub.trial.TrialMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Topics of a real broker as destinations of a whole hub. */
class TopicDestinationIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path folder;
  private static TopicHub here;
  private static KafkaBroker broker;
  private static WholeHub hub;

  @BeforeAll
  static void start() throws IOException {
    here = new TopicHub(folder);
    broker = here.broker;
    hub = here.hub;
  }

  @AfterAll
  static void stop() {
    here.close();
  }

  @Test
  void eachVersionIsARecordUnderTheKeyOfItsFactAndTheLastOneItsState() throws Exception {
    JsonSchema item = TopicHub.schema("measure-event");
    here.tell("A04", "TOPIC-1", "D1");
    hub.awaitQuiet();
    here.tell("A08", "TOPIC-1", "D2");
    hub.awaitQuiet();
    here.tell("A11", "TOPIC-1", "D2");
    try (MllpConnection connection = hub.mllp()) {
      for (TrialMessage message : new HospitalDay(3, TopicHub.DATE, WholeHub.FACILITY, 60)) {
        TopicHub.send(connection, message.bytes());
      }
    }
    hub.awaitQuiet();

    List<ConsumerRecord<byte[], byte[]>> records = TopicView.of(broker, "facts");
    for (ConsumerRecord<byte[], byte[]> record : records) {
      JsonNode value = JSON.readTree(record.value());
      assertThat(item.validate(value)).as("%s", value).isEmpty();
      assertThat(value.get("key").asText()).isEqualTo(new String(record.key(), UTF_8));
      Map<String, String> headers = TopicView.headers(record);
      assertThat(headers)
          .containsOnlyKeys(
              "contract-version",
              "content-type",
              "version",
              "status",
              "type",
              "facility",
              "batch-no")
          .containsEntry("content-type", "application/json");
      for (String same : List.of("version", "status", "type", "facility")) {
        assertThat(headers.get(same)).isEqualTo(value.get(same).asText());
      }
      assertThat(record.timestamp()).isGreaterThan(System.currentTimeMillis() - 600_000);
    }
    String key = new EventKey(WholeHub.FACILITY, "visit.registered", "TOPIC-1").toString();
    assertThat(TopicView.byKey(records).get(key))
        .extracting(TopicView::headers)
        .extracting(headers -> headers.get("version") + " " + headers.get("status"))
        .containsExactly("1 active", "2 active", "3 void");
    assertThat(hub.count("select count(*) from delivery_batch where receipt_no like 'facts/%'"))
        .isPositive();
    holdsExactlyTheFacts();
  }

  @Test
  void aBrokerThatIsAwayLosesNothingAndGoesOnByItself() throws Exception {
    try (MllpConnection connection = hub.mllp()) {
      TopicHub.register(connection, 0, 300);
      broker.stop();
      TopicHub.register(connection, 300, 600);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  hub.count(
                          "select count(*) from delivery_batch where destination = 'facts'"
                              + " and outcome = 'away'")
                      > 0);
      assertThat(here.waiting("facts")).isPositive();
      broker.start();
    }
    hub.awaitQuiet();

    holdsExactlyTheFacts();
    assertThat(
            hub.count(
                "select count(*) from delivery where state = 'DISCARDED' and destination = 'facts'"))
        .isZero();
    assertThat(hub.count("select count(*) from destination_pause")).isZero();
  }

  @Test
  void aRecordThatIsTooLargeIsRejectedAlone() throws Exception {
    try (MllpConnection connection = hub.mllp()) {
      TopicHub.register(connection, 1_000, 1_050);
      TopicHub.send(connection, TopicHub.largeReport());
      TopicHub.register(connection, 1_050, 1_100);
    }
    hub.awaitQuiet();

    Map<String, Integer> states = new TreeMap<>();
    hub.bean(JdbcClient.class)
        .sql(
            "select e.type, d.state, d.outcome, d.reason from delivery d join measure_event e on"
                + " e.id = d.event_id where d.destination = 'small'")
        .query(
            row -> {
              states.merge(
                  row.getString(1) + " " + row.getString(2) + " " + row.getString(3),
                  1,
                  Integer::sum);
              if (row.getString(2).equals("DISCARDED")) {
                assertThat(row.getString(4)).contains("max.message.bytes");
              }
            });
    assertThat(states)
        .containsEntry("result.issued DISCARDED RECORD_TOO_LARGE", 1)
        .doesNotContainKey("visit.registered DISCARDED RECORD_TOO_LARGE");
    assertThat(states.get("visit.registered DELIVERED accepted")).isGreaterThanOrEqualTo(100);
  }

  @Test
  void aTopicThatMayNotBeWrittenToPausesItsDestinationAlone() throws Exception {
    TopicRights.deny(broker, "denied");
    AtomicInteger visits = new AtomicInteger();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              // until the broker has heard of it
              here.tell("A04", "DENIED-" + visits.incrementAndGet(), "D1");
              return hub.count("select count(*) from destination_pause") == 1;
            });
    assertThat(
            hub.bean(JdbcClient.class)
                .sql("select reason from destination_pause where destination = 'denied'")
                .query(String.class)
                .single())
        .contains("TopicAuthorizationException", "resume");
    await().atMost(PATIENCE).until(() -> here.waiting("facts") == 0);
    assertThat(here.waiting("denied")).isPositive();

    TopicRights.allow(broker, "denied");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              hub.bean(DeliveryCommands.class).resume("denied");
              return here.waiting("denied") == 0;
            });
    hub.awaitQuiet();
    assertThat(
            hub.count(
                "select max(attempt) from delivery d join measure_event e on e.id = d.event_id"
                    + " where destination = 'denied' and business_key like 'DENIED-%'"))
        .as("tries that the pause has spent")
        .isEqualTo(1);
    assertThat(
            TopicView.compacted(TopicView.of(broker, "denied")).keySet().stream()
                .filter(key -> key.contains("DENIED-")))
        .hasSize(visits.get());
  }

  @Test
  void reportsAreDocumentsUnderTheirKeySealedInTheirPlace() throws Exception {
    try (MllpConnection lis = hub.mllp()) {
      for (String status : List.of("F", "C", "W")) {
        TopicHub.send(
            lis,
            RecognitionMessages.report("DOC-1", status, RecognitionMessages.minutesAgo(9), "5.40"));
        hub.awaitQuiet();
      }
    }

    String key = new EventKey(WholeHub.FACILITY, "result.issued", "DOC-1").toString();
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicView.byKey(TopicView.of(broker, "documents")).get(key);
    assertThat(records)
        .extracting(TopicView::headers)
        .extracting(headers -> headers.get("version") + " " + headers.get("status"))
        .containsExactly("1 active", "2 active", "3 void");
    for (ConsumerRecord<byte[], byte[]> record : records) {
      assertThat(TopicView.headers(record))
          .containsEntry("content-type", "application/vnd.bianmin.sealed+json");
      assertThat(TopicHub.schema("sealed").validate(JSON.readTree(record.value()))).isEmpty();
      assertThat(new String(record.value(), UTF_8)).doesNotContain(RecognitionMessages.LEGAL_ID);
      JsonNode bundle = JSON.readTree(open(record, key));
      assertThat(bundle.at("/identifier/value").asText()).isEqualTo(key);
      assertThat(bundle.at("/meta/versionId").asInt()).isEqualTo(TopicView.version(record));
    }
    assertThat(open(records.get(0), key)).asString(UTF_8).contains(RecognitionMessages.LEGAL_ID);
    assertThatThrownBy(() -> open(records.get(0), key + "0")).isInstanceOf(IOException.class);
  }

  private static byte[] open(ConsumerRecord<byte[], byte[]> record, String key) throws IOException {
    return SealOpener.open(
        TopicHub.SEAL, record.value(), "hospital-1", "PRODUCE", "documents/" + key);
  }

  @Test
  void aReportOfIndicatorsIsARecordWhoseReceiptIsItsPlace() throws Exception {
    byte[] report =
        Files.readAllBytes(Path.of("docs/platform-contract/examples/indicator-report.json"));
    String key = JSON.readTree(report).get("key").asText();

    ReportPlatform.Answer answer = hub.bean(ReportPlatform.class).submit("facts", report);

    ConsumerRecord<byte[], byte[]> record =
        TopicView.compacted(TopicView.of(broker, "reports")).get(key);
    assertThat(record.value()).isEqualTo(report);
    assertThat(TopicView.headers(record))
        .containsOnlyKeys("contract-version", "content-type", "revision", "kind")
        .containsEntry("revision", "2")
        .containsEntry("kind", "restatement");
    String place = "reports/" + record.partition() + "/" + record.offset();
    assertThat(answer).isEqualTo(new ReportPlatform.Taken(place, "accepted", List.of(), key, 2));
    assertThat(hub.bean(ReportPlatform.class).submit("small", report))
        .isInstanceOfSatisfying(
            ReportPlatform.Closed.class,
            closed -> assertThat(closed.reason()).contains("small.kafka.reports-topic"));
  }

  /** Last per key is what the store holds, and no older version stands behind a newer one. */
  private static void holdsExactlyTheFacts() {
    List<ConsumerRecord<byte[], byte[]>> records = TopicView.of(broker, "facts");
    TopicView.assertInOrder(records);
    Map<String, String> facts = new TreeMap<>();
    hub.bean(JdbcClient.class)
        .sql(
            "select facility, type, business_key, version, status from measure_event"
                + " where status <> 'PENDING'")
        .query(
            row -> {
              facts.put(
                  new EventKey(row.getString(1), row.getString(2), row.getString(3)).toString(),
                  row.getInt(4) + " " + row.getString(5));
            });
    assertThat(TopicView.states(records)).isEqualTo(facts);
  }
}
