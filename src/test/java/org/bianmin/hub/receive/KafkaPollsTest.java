package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.bianmin.hub.receive.MllpClient.adt;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.WakeupException;
import org.bianmin.hub.journal.BatchIntake;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.KafkaProperties;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.kafka.KafkaClientFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

/** Polls that Kafka refuses, by a scripted consumer under the real route. */
@ExtendWith(OutputCaptureExtension.class)
class KafkaPollsTest {

  private static final TopicPartition PARTITION = new TopicPartition("adt", 0);
  private static final KafkaClientFile FILE =
      new KafkaClientFile("file", Map.of("sasl.password", "Zq7-not-to-be-told"));

  private final MockConsumer<byte[], byte[]> kafka =
      new MockConsumer<>(OffsetResetStrategy.EARLIEST);
  private final Consumer<byte[], byte[]> patient = KafkaPolls.patient(kafka, "feed", FILE);
  private final ScriptedIntake intake = new ScriptedIntake();

  @Test
  void losesNothingOfABatchThatIsHeldWhileAPollIsRefused() throws Exception {
    kafka.schedulePollTask(
        () -> {
          kafka.rebalance(List.of(PARTITION));
          kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
          record(0);
          record(1);
        });
    kafka.schedulePollTask(() -> kafka.setPollException(new KafkaException("damaged")));
    kafka.schedulePollTask(() -> record(2));

    try (CamelContext hub = hub()) {
      hub.start();
      await().until(() -> committed() == 3);
      assertThat(intake.messages).extracting(NewMessage::controlId).containsExactly("0", "1", "2");
    }
  }

  private long committed() {
    var offset = kafka.committed(Set.of(PARTITION)).get(PARTITION);
    return offset == null ? 0 : offset.offset();
  }

  private void record(long offset) {
    byte[] value = adt(Long.toString(offset)).getBytes(UTF_8);
    kafka.addRecord(new ConsumerRecord<>("adt", 0, offset, null, value));
  }

  /** The route of the shipped template. */
  private CamelContext hub() throws Exception {
    var context = new DefaultCamelContext();
    var registry = context.getRegistry();
    registry.bind(
        "kafkaClients-feed",
        new DefaultKafkaClientFactory() {
          @Override
          public Consumer<byte[], byte[]> getConsumer(Properties settings) {
            return patient;
          }
        });
    registry.bind(
        "kafkaPositions",
        (KafkaManualCommitFactory)
            (read, record, manager) ->
                new KafkaPosition(read.consumer, record.partition, record.recordOffset));
    registry.bind("kafkaNoHeaders", new KafkaNoHeaders());
    registry.bind("kafkaReceiver", receiver());
    context
        .getComponent("kafka", KafkaComponent.class)
        .setPollExceptionStrategy(new KafkaPollFaults());
    for (String file : List.of("errors", "receive-kafka")) {
      PluginHelper.getRoutesLoader(context)
          .loadRoutes(
              ResourceHelper.resolveMandatoryResource(
                  context, "classpath:routes/" + file + ".camel.yaml"));
    }
    TemplatedRouteBuilder.builder(context, "receive-kafka")
        .routeId("receive-kafka-feed")
        .parameter("source", "feed")
        .parameter("topic", "adt")
        .parameter("brokers", "127.0.0.1:9")
        .parameter("group", "hub")
        .parameter("consumers", 1)
        .add();
    return context;
  }

  private KafkaReceiver receiver() {
    var source =
        new SourceProperties(
            "kafka",
            null,
            null,
            null,
            "hl7v2",
            null,
            null,
            null,
            "default",
            10,
            DataSize.ofMegabytes(8),
            null,
            true,
            new KafkaProperties("127.0.0.1:9", "adt", "hub", 1, null),
            null,
            null);
    var sources = new Sources("H001", Map.of("feed", source));
    var hl7 = new Hl7Intake(intake, sources, new Hl7Charsets(Map.of()));
    var messages = new RecordMessages(sources, hl7, new DocumentIntake(intake, sources), null);
    return new KafkaReceiver(messages, new BatchIntake(intake));
  }

  @Test
  void tellsARefusalOnceWithoutPasswordsAndThatItIsOver(CapturedOutput output) {
    kafka.assign(List.of(PARTITION));
    kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
    for (int i = 0; i < 3; i++) {
      kafka.setPollException(new SaslAuthenticationException("wrong: Zq7-not-to-be-told"));
      assertThat(patient.poll(Duration.ZERO).isEmpty()).isTrue();
    }
    record(0);
    assertThat(patient.poll(Duration.ZERO).count()).isOne();

    assertThat(output.getAll().split("Kafka refuses a poll", -1)).hasSize(2);
    assertThat(output.getAll())
        .contains("SaslAuthenticationException", "answers polls again")
        .doesNotContain("Zq7");
  }

  @Test
  void asksLessAndLessOftenWhileItIsRefused() {
    kafka.assign(List.of(PARTITION));
    long before = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      kafka.setPollException(new KafkaException("no"));
      assertThat(patient.poll(Duration.ZERO).isEmpty()).isTrue();
    }
    // 0.2, 0.4 and 0.8 seconds
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(1_300), Duration.ofSeconds(8));
  }

  @Test
  void endsWhenItIsWokenAndPassesOtherFailuresOn() {
    kafka.assign(List.of(PARTITION));
    kafka.wakeup();
    assertThatThrownBy(() -> patient.poll(Duration.ZERO)).isInstanceOf(WakeupException.class);
    assertThatThrownBy(() -> patient.pause(List.of(new TopicPartition("other", 1))))
        .isInstanceOf(IllegalStateException.class);
  }
}
