package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.trial.TrialMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of a hub that reads a topic under load. */
class KafkaKillIT {

  private static final int ROUNDS = 4;
  private static final String TOPIC = "his.adt";
  private static final String GROUP = "hub";

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(9);

  @Test
  void losesNoRecordAndTellsNoneTwice() throws Exception {
    Path data = folder.resolve("data");
    Books books = Books.ofSqlite(data);
    AtomicBoolean more = new AtomicBoolean(true);
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try (KafkaBroker broker = new KafkaBroker(folder.resolve("kafka"))) {
      broker.createTopic(TOPIC, 3);
      Future<Long> sent = sender.submit(() -> send(broker, more));
      for (int round = 0; round < ROUNDS; round++) {
        try (HubProcess hub = launch(data, broker)) {
          long before = round == 0 ? 0 : stored(books);
          int some = random.nextInt(1, 2_000);
          await()
              .atMost(Duration.ofSeconds(90))
              .pollInterval(Duration.ofMillis(5))
              .ignoreExceptionsInstanceOf(SQLException.class)
              .until(() -> stored(books) > before + some);
          hub.kill();
        }
      }
      more.set(false);
      long records = sent.get();
      try (HubProcess hub = launch(data, broker)) {
        await()
            .atMost(Duration.ofMinutes(3))
            .ignoreExceptionsInstanceOf(SQLException.class)
            .until(
                () ->
                    broker.committedRecords(GROUP, TOPIC) == records
                        && books.waitingMessages() == 0);
        hub.stop();
      }
      Map<String, Long> journal = books.messages();
      assertThat(journal).hasSize(Math.toIntExact(records));
      assertThat(journal.values()).as("rows per control id").allMatch(rows -> rows == 1);
      assertThat(books.count("select count(*) from message where state = 'PARKED'")).isZero();
      assertThat(books.count("select count(*) from measure_event where type = 'visit.registered'"))
          .isEqualTo(records);
      books.balance();
    } finally {
      more.set(false);
      sender.shutdownNow();
    }
  }

  private static long stored(Books books) throws SQLException {
    return books.count("select count(*) from message");
  }

  /** Sends until it is told to end; answers how many. */
  private static long send(KafkaBroker broker, AtomicBoolean more) throws Exception {
    TrialMessages messages =
        new TrialMessages(HospitalLoad.FACILITY, "K1", LocalDate.of(2026, 11, 2));
    long records = 0;
    try (Producer<String, byte[]> producer = broker.producer()) {
      while (more.get()) {
        List<Future<?>> some = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
          some.add(producer.send(new ProducerRecord<>(TOPIC, messages.smallAdt(records++))));
        }
        for (Future<?> one : some) {
          one.get();
        }
      }
    }
    return records;
  }

  private HubProcess launch(Path data, KafkaBroker broker) throws Exception {
    return HubProcess.launch(
        folder.resolve("hub.log"),
        "512m",
        HubProcess.freePort(),
        List.of(
            "--hub.data=" + data,
            "--hub.mappings=" + Path.of("mappings").toAbsolutePath(),
            "--hub.facility=" + HospitalLoad.FACILITY,
            "--hub.sources.feed.transport=kafka",
            "--hub.sources.feed.kafka.brokers=" + broker.address(),
            "--hub.sources.feed.kafka.topic=" + TOPIC,
            "--hub.sources.feed.kafka.group=" + GROUP,
            "--hub.sources.feed.kafka.consumers=2"));
  }
}
