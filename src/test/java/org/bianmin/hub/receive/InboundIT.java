package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.store.StoreUnavailable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The topic of listeners on a real broker, in front of journals that tests command. */
class InboundIT {

  private static final String GROUP = "journal-of-the-test";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static KafkaBroker broker;
  private static int topics;

  private final String topic = "inbound-" + topics++;
  private final List<ConfigurableApplicationContext> hubs = new ArrayList<>();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new KafkaBroker(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void stopHubs() {
    hubs.forEach(ConfigurableApplicationContext::close);
  }

  @Test
  void answersBeforeTheJournalHasItAndCommitsOffsetsAfterwards() {
    ConfigurableApplicationContext hub = start();
    FakeIntake journal = hub.getBean(FakeIntake.class);
    journal.unavailable(true);
    List<Receipt> receipts = sendAll(hub, 0, 50);

    assertThat(receipts).containsOnly(Receipt.AHEAD);
    await().atMost(PATIENCE).until(() -> journal.refused() >= 2);
    assertThat(broker.committedRecords(GROUP, topic)).isZero();
    assertThat(hub.getBean(InboundFill.class).oldestReceivedAt()).isPositive();
    await().atMost(PATIENCE).until(() -> hub.getBean(InboundWatch.class).lag() == 50);

    journal.unavailable(false);
    awaitFilled();
    assertThat(journal.messages())
        .extracting(NewMessage::controlId)
        .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(i -> "M" + i).toList());
    assertThat(journal.messages())
        .extracting(message -> message.position().offset())
        .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(Long::valueOf).toList());
    await().atMost(PATIENCE).until(() -> hub.getBean(InboundWatch.class).lag() == 0);
    assertThat(hub.getBean(InboundFill.class).oldestReceivedAt()).isZero();
  }

  @Test
  void twoHubsShareThePartitionsAndOneTakesOverWhenTheOtherStops() {
    ConfigurableApplicationContext one = start();
    ConfigurableApplicationContext two = start();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                broker.group(GROUP).members().stream()
                        .filter(member -> member.assignment().topicPartitions().size() == 2)
                        .count()
                    == 2);
    List<NewMessage> sent =
        IntStream.range(0, 40).mapToObj(i -> message("s" + i, "M" + i)).toList();
    sent.forEach(message -> send(one, message).join());
    awaitFilled();
    List<NewMessage> stored = new ArrayList<>(one.getBean(FakeIntake.class).messages());
    assertThat(stored).isNotEmpty().hasSizeLessThan(40);
    stored.addAll(two.getBean(FakeIntake.class).messages());
    assertThat(stored)
        .extracting(NewMessage::controlId)
        .containsExactlyInAnyOrderElementsOf(sent.stream().map(NewMessage::controlId).toList());

    one.close();
    sent.forEach(message -> send(two, message).join());
    awaitFilled();
    assertThat(two.getBean(FakeIntake.class).messages()).hasSizeGreaterThan(40);
  }

  @Test
  void tellsSendersAtOnceThatKafkaIsAwayAndGoesOnByItself() {
    ConfigurableApplicationContext hub = start();
    Intake listeners = hub.getBean(InboundTopic.class);
    sendAll(hub, 0, 3);
    broker.stop();
    assertThat(listeners.unavailable()).isNull();
    assertThat(refused(hub, "M3")).isTrue();
    assertThat(listeners.unavailable()).isNotNull();
    // nobody waits for what is known
    assertThat(send(hub, message("his", "M4"))).isCompletedExceptionally();

    broker.start();
    await().atMost(PATIENCE).until(() -> listeners.unavailable() == null);
    sendAll(hub, 4, 6);
    awaitFilled();
    assertThat(hub.getBean(FakeIntake.class).messages())
        .extracting(NewMessage::controlId)
        .contains("M0", "M1", "M2", "M4", "M5")
        .doesNotHaveDuplicates();
  }

  @Test
  void aHubStartsWhileKafkaIsAwayAndTakesNothing() {
    broker.stop();
    ConfigurableApplicationContext hub = start();
    assertThat(hub.getBean(InboundTopic.class).unavailable()).isNotNull();
    assertThat(refused(hub, "M0")).isTrue();
    broker.start();
    await().atMost(PATIENCE).until(() -> hub.getBean(InboundTopic.class).unavailable() == null);
    sendAll(hub, 0, 2);
    awaitFilled();
    assertThat(hub.getBean(FakeIntake.class).messages()).hasSize(2);
  }

  @Test
  void parksWhatNoListenerHasWritten() throws Exception {
    ConfigurableApplicationContext hub = start();
    try (var producer = broker.producer()) {
      producer.send(new ProducerRecord<>(topic, 0, "his", "strange".getBytes(UTF_8))).get();
      producer.send(new ProducerRecord<>(topic, 0, null, null)).get();
    }
    awaitFilled();
    FakeIntake journal = hub.getBean(FakeIntake.class);
    assertThat(journal.messages())
        .allMatch(message -> message.parked() != null && message.position() != null)
        .extracting(NewMessage::controlId)
        .containsExactly(topic + "/0/0", topic + "/0/1");
  }

  @Test
  void aTopicThatIsMadeAnewIsAnotherOne() {
    ConfigurableApplicationContext hub = start();
    sendAll(hub, 0, 3);
    awaitFilled();
    String before = hub.getBean(InboundWatch.class).topicId();
    hub.close();
    broker.deleteTopic(topic);
    ConfigurableApplicationContext next = start();
    sendAll(next, 0, 2);
    await().atMost(PATIENCE).until(() -> next.getBean(FakeIntake.class).messages().size() == 2);
    assertThat(next.getBean(FakeIntake.class).messages())
        .extracting(message -> message.position().topicId())
        .doesNotContain(before)
        .containsOnly(next.getBean(InboundWatch.class).topicId());
  }

  @Test
  void fillsAJournalAgainThatWasRestoredFromAnOlderCopy() {
    ConfigurableApplicationContext hub = start();
    sendAll(hub, 0, 10);
    awaitFilled();
    String id = hub.getBean(InboundWatch.class).topicId();
    hub.close();
    FakeIntake.marks.replaceAll((place, next) -> place.startsWith(id) ? 4L : next);

    ConfigurableApplicationContext restored = start();
    sendAll(restored, 10, 12);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(restored.getBean(FakeIntake.class).messages())
                    .extracting(NewMessage::controlId)
                    .containsExactly("M4", "M5", "M6", "M7", "M8", "M9", "M10", "M11"));
    awaitFilled();
  }

  @Test
  void fillsAJournalAgainThatFellBackWhileTheHubRuns() {
    ConfigurableApplicationContext hub = start();
    sendAll(hub, 0, 10);
    awaitFilled();
    String id = hub.getBean(InboundWatch.class).topicId();
    FakeIntake.marks.replaceAll((place, next) -> place.startsWith(id) ? 4L : next);
    sendAll(hub, 10, 12);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(hub.getBean(FakeIntake.class).messages().stream().skip(10))
                    .extracting(NewMessage::controlId)
                    .containsExactly("M4", "M5", "M6", "M7", "M8", "M9", "M10", "M11"));
  }

  @Test
  void goesOnBehindRecordsThatWereDeletedBeforeTheJournalHadThem() {
    ConfigurableApplicationContext hub = start();
    sendAll(hub, 0, 3);
    awaitFilled();
    int partition = hub.getBean(FakeIntake.class).messages().get(0).position().partition();
    hub.getBean(FakeIntake.class).unavailable(true);
    sendAll(hub, 3, 8);
    hub.close();
    broker.deleteRecords(topic, partition, 6);

    ConfigurableApplicationContext next = start();
    awaitFilled();
    assertThat(next.getBean(FakeIntake.class).messages())
        .extracting(NewMessage::controlId)
        .containsExactly("M6", "M7");
  }

  private List<Receipt> sendAll(ConfigurableApplicationContext hub, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> send(hub, message("his", "M" + i)))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static CompletableFuture<Receipt> send(
      ConfigurableApplicationContext hub, NewMessage message) {
    return hub.getBean(InboundTopic.class).receive(message);
  }

  private static boolean refused(ConfigurableApplicationContext hub, String controlId) {
    try {
      send(hub, message("his", controlId)).join();
      return false;
    } catch (CompletionException e) {
      return e.getCause() instanceof StoreUnavailable;
    }
  }

  private void awaitFilled() {
    await()
        .atMost(PATIENCE)
        .until(() -> broker.committedRecords(GROUP, topic) == broker.written(topic));
  }

  private ConfigurableApplicationContext start() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--hub.facility=12340000485000000X",
                "--hub.inbound.enabled=true",
                "--hub.inbound.brokers=" + broker.address(),
                "--hub.inbound.topic=" + topic,
                "--hub.inbound.group=" + GROUP,
                "--hub.inbound.partitions=4",
                "--hub.inbound.replication-factor=1",
                "--hub.inbound.patience=1s"));
    settings.addAll(KafkaBroker.QUIET);
    var hub =
        new SpringApplicationBuilder(ReceiveContext.class)
            .web(WebApplicationType.NONE)
            .properties(Map.of("spring.main.banner-mode", "off"))
            .run(settings.toArray(String[]::new));
    hubs.add(hub);
    return hub;
  }

  private static NewMessage message(String source, String controlId) {
    return new NewMessage(
        source,
        "12340000485000000X",
        MessageFormat.HL7V2,
        controlId,
        "ADT^A01",
        "UTF-8",
        1_760_000_000_000L,
        controlId.getBytes(UTF_8),
        null,
        null);
  }
}
