package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.bianmin.hub.receive.MllpClient.adt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.ConsumerGroupState;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.kafka.KafkaBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Records of a real broker through the real route, to a journal that tests command. */
class KafkaReceiverIT {

  private static final String GROUP = "test";
  private static final String EVENT =
      "{\"id\": \"%s\", \"type\": \"ems.run\", \"key\": \"RUN-1\", \"action\": \"void\"}";

  @TempDir static Path folder;

  private static KafkaBroker broker;
  private static int topics;

  private final String topic = "feed-" + topics++;
  private ConfigurableApplicationContext hub;
  private FakeIntake intake;
  private Producer<String, byte[]> producer;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new KafkaBroker(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void createTopic() {
    broker.createTopic(topic, 2);
    producer = broker.producer();
  }

  @AfterEach
  void stopHub() {
    producer.close();
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void commitsOffsetsOnlyAfterTheJournal() throws Exception {
    start("hl7v2");
    intake.hold();
    send(0, adt("1"));
    send(1, adt("2"));

    await().until(() -> intake.messages().size() == 2);
    assertThat(broker.committedRecords(GROUP, topic)).isZero();
    intake.commitBackwards();
    await().until(() -> broker.committedRecords(GROUP, topic) == 2);
  }

  @Test
  void journalsABatchTogetherAndKeepsTheOrderOfAPartition() throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      sent.add(
          producer.send(new ProducerRecord<>(topic, i % 2, null, adt("" + i).getBytes(UTF_8))));
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
    start("hl7v2", "--hub.sources.feed.kafka.consumers=2");

    await().until(() -> broker.committedRecords(GROUP, topic) == 600);
    for (int partition = 0; partition < 2; partition++) {
      int odd = partition;
      assertThat(intake.messages().stream().map(m -> Integer.valueOf(m.controlId())))
          .filteredOn(id -> id % 2 == odd)
          .containsExactlyElementsOf(IntStream.range(0, 300).mapToObj(i -> 2 * i + odd).toList());
    }
    assertThat(broker.group(GROUP).members()).hasSize(2);
  }

  @Test
  void keepsTheOffsetsWhileTheStoreIsAwayAndGoesOnByItself() throws Exception {
    start("hl7v2");
    intake.unavailable(true);
    for (int i = 0; i < 20; i++) {
      send(i % 2, adt("" + i));
    }
    await().until(() -> intake.refused() >= 3);
    assertThat(broker.committedRecords(GROUP, topic)).isZero();
    assertThat(broker.group(GROUP).state()).isEqualTo(ConsumerGroupState.STABLE);
    assertThat(broker.group(GROUP).members()).hasSize(1);

    intake.unavailable(false);
    await().until(() -> broker.committedRecords(GROUP, topic) == 20);
    assertThat(intake.messages())
        .extracting(NewMessage::controlId)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 20).mapToObj(Integer::toString).toList());
  }

  @Test
  void asksAnAbsentStoreLessAndLessOften() throws Exception {
    start("hl7v2");
    intake.unavailable(true);
    send(0, adt("1"));
    await().until(() -> intake.refused() == 1);
    long first = System.nanoTime();

    await().atMost(Duration.ofMinutes(1)).until(() -> intake.refused() >= 5);
    // 0.2, 0.4, 0.8 and 1.6 seconds lie between them
    assertThat(Duration.ofNanos(System.nanoTime() - first))
        .isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(10));
    intake.unavailable(false);
    await().until(() -> broker.committedRecords(GROUP, topic) == 1);
  }

  @Test
  void leavesTheOffsetsToTheNextHubWhenThisOneStopsWhileTheStoreIsAway() throws Exception {
    start("hl7v2");
    intake.unavailable(true);
    send(0, adt("1"));
    await().until(() -> intake.refused() >= 2);
    long before = System.nanoTime();
    hub.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    assertThat(broker.committedRecords(GROUP, topic)).isZero();

    start("hl7v2");
    await().until(() -> broker.committedRecords(GROUP, topic) == 1);
    assertThat(intake.messages()).extracting(NewMessage::controlId).containsExactly("1");
  }

  @Test
  void parksWhatCannotBeReadWithItsPlaceAndGoesOn() throws Exception {
    byte[] large = EVENT.formatted("x".repeat(200_000)).getBytes(UTF_8);
    producer.send(new ProducerRecord<>(topic, 0, "k", null)).get();
    producer.send(new ProducerRecord<>(topic, 0, "k", null)).get();
    producer.send(new ProducerRecord<>(topic, 0, null, new byte[] {'{', (byte) 0xFF})).get();
    producer.send(new ProducerRecord<>(topic, 0, null, large)).get();
    send(0, "{\"items\": []}");
    send(0, EVENT.formatted("7").replace("ems.run", "declaration.made"));
    var headed =
        new ProducerRecord<String, byte[]>(topic, 0, null, EVENT.formatted("8").getBytes(UTF_8));
    headed.headers().add("kafka.OFFSET", new byte[] {0}).add("CamelX", null);
    headed.headers().add("kafka.MANUAL_COMMIT", new byte[] {(byte) 0xFF});
    producer.send(headed).get();
    start("json", "--hub.sources.feed.max-frame=100KB");

    await().until(() -> broker.committed(GROUP, topic).getOrDefault(0, 0L) == 7);
    List<NewMessage> messages = intake.messages();
    assertThat(messages).hasSize(7);
    assertThat(messages.subList(0, 6)).allMatch(message -> message.parked() != null);
    assertThat(messages.subList(0, 6))
        .extracting(message -> message.parked().stage())
        .containsExactly("frame", "frame", "parse", "frame", "parse", "map");
    for (int i = 0; i < 6; i++) {
      assertThat(messages.get(i).parked().location()).startsWith(topic + "/0/" + i);
    }
    // two empty records are two
    assertThat(messages.get(0).controlId()).isEqualTo(topic + "/0/0");
    assertThat(messages.get(1).controlId()).isEqualTo(topic + "/0/1");
    assertThat(messages.get(3).raw()).hasSizeLessThan(100_000);
    assertThat(messages.get(5).controlId()).isEqualTo("7");
    assertThat(messages.get(6).parked()).isNull();
    assertThat(messages.get(6).controlId()).isEqualTo("8");
  }

  @Test
  void takesFhirByTheNamesOfTheHttpEndpoint() throws Exception {
    send(0, "{\"resourceType\":\"Patient\",\"id\":\"p1\",\"meta\":{\"versionId\":\"2\"}}");
    send(
        0,
        "<Bundle xmlns=\"http://hl7.org/fhir\"><identifier><value value=\"B-1\"/></identifier>"
            + "<type value=\"collection\"/></Bundle>");
    send(0, "{\"resourceType\":\"Encounter\",\"period\":{\"start\":\"yesterday\"}}");
    send(0, "{\"resourceType\":\"Patient\",\"id\":\"p2\"}");
    start("fhir");

    await().until(() -> broker.committed(GROUP, topic).getOrDefault(0, 0L) == 4);
    List<NewMessage> messages = intake.messages();
    assertThat(messages.get(0).controlId()).isEqualTo("Patient/p1/_history/2");
    assertThat(messages.get(0).trigger()).isEqualTo("Patient");
    assertThat(messages.get(1).controlId()).isEqualTo("B-1");
    assertThat(messages.get(1).trigger()).isEqualTo("Bundle:collection");
    assertThat(messages.get(2).parked().stage()).isEqualTo("parse");
    assertThat(messages.get(2).parked().location())
        .startsWith(topic + "/0/2")
        .contains("Encounter.period.start");
    assertThat(messages.get(3).parked()).isNull();
  }

  @Test
  void takesTheMessagesOfABatchRecord() throws Exception {
    send(0, "BHS|^~\\&|LIS\r" + adt("1") + adt("2") + "BTS|2\r");
    send(0, "no HL7 at all");
    send(0, "\u000b" + adt("3") + "\u001c\r");
    start("hl7v2");

    await().until(() -> broker.committed(GROUP, topic).getOrDefault(0, 0L) == 3);
    assertThat(intake.messages())
        .extracting(NewMessage::controlId)
        .containsExactly("1", "2", topic + "/0/1", "3");
    assertThat(intake.messages().get(2).parked().stage()).isEqualTo("frame");
  }

  @Test
  void takesDeclarationsAllOrNoneOfARecord() throws Exception {
    String good =
        "{\"obligationId\": \"HAI-03\", \"period\": \"%s\", \"value\": true, \"effectiveFrom\":"
            + " \"2026-07-01\", \"declaredBy\": \"001\", \"basis\": \"document\"}";
    send(0, "{\"items\": [" + good.formatted("2026-H2") + "," + good.formatted("soon") + "]}");
    send(0, "{\"items\": [" + good.formatted("2026-Q3") + "," + good.formatted("2026-H2") + "]}");
    start("declaration");

    await().until(() -> broker.committed(GROUP, topic).getOrDefault(0, 0L) == 2);
    assertThat(intake.messages()).hasSize(3);
    assertThat(intake.messages().get(0).parked().reason()).contains("/items/1/period");
    assertThat(intake.messages().subList(1, 3))
        .allMatch(m -> m.parked() == null && m.trigger().equals("declaration.made"));
  }

  private void start(String format, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--hub.facility=12340000485000000X",
                "--hub.sources.feed.transport=kafka",
                "--hub.sources.feed.format=" + format,
                "--hub.sources.feed.kafka.brokers=" + broker.address(),
                "--hub.sources.feed.kafka.topic=" + topic,
                "--hub.sources.feed.kafka.group=" + GROUP));
    arguments.addAll(KafkaBroker.QUIET);
    arguments.addAll(List.of(more));
    hub =
        new SpringApplicationBuilder(ReceiveContext.class)
            .web(WebApplicationType.NONE)
            .properties(Map.of("spring.main.banner-mode", "off"))
            .run(arguments.toArray(String[]::new));
    intake = hub.getBean(FakeIntake.class);
  }

  private void send(int partition, String text) throws Exception {
    producer.send(new ProducerRecord<>(topic, partition, null, text.getBytes(UTF_8))).get();
  }
}
