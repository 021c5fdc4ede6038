package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.store.PostgresServer;
import org.bianmin.hub.trial.TrialMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hubs on one PostgreSQL that write measure events to one topic. One of them, which tells facts
 * with their corrections, is killed under load; its senders and its work go to the other.
 */
class TwoWritersIT {

  private static final Logger LOG = LoggerFactory.getLogger(TwoWritersIT.class);
  private static final int SOME = LongForm.tries(1_000, 8_000);

  private static final String LEFT =
      "select count(*) from delivery d join id_range r"
          + " on r.name = 'delivery' and d.id between r.first_id and r.last_id"
          + " join hub_node n on n.node = r.node"
          + " where n.name like '%/a' and d.state in ('AVAILABLE', 'RETRYABLE')";

  @TempDir private Path folder;
  private final HospitalLoad load = new HospitalLoad(LongForm.tries(60, 400));
  private final List<AutoCloseable> parts = new ArrayList<>();
  private Books books;
  private TopicSide topic;
  private HubNode a;
  private LoadSenders toA;
  private LoadSenders toB;

  @BeforeEach
  void start() throws Exception {
    KafkaBroker broker = add(new KafkaBroker(folder.resolve("kafka")));
    topic = new TopicSide(broker);
    String url = PostgresServer.newDatabase();
    books = Books.ofPostgres(url);
    List<String> settings = new ArrayList<>(topic.settings());
    settings.add("--hub.store.url=" + url);
    // so slow that a hub has deliveries in hand whenever it is killed
    settings.add("--hub.destinations.topic.max-batch=2");
    settings.add("--hub.destinations.topic.in-flight=1");
    a = add(new HubNode(folder, "a", "320m", settings)).launch();
    HubNode b = add(new HubNode(folder, "b", "320m", settings)).launch();
    a.ready();
    b.ready();
    TcpBalancer balancer = add(TcpBalancer.inOrder(a.mllp(), b.mllp()));
    toA = add(new LoadSenders(balancer.port(), 8, load.his()));
    TrialMessages messages =
        new TrialMessages(HospitalLoad.FACILITY, "B1", LocalDate.of(2026, 11, 2));
    var registrations = LongStream.range(0, Integer.MAX_VALUE).mapToObj(messages::smallAdt);
    toB = add(new LoadSenders(b.mllp(), 8, registrations.iterator()));
  }

  private <T extends AutoCloseable> T add(T part) {
    parts.add(0, part);
    return part;
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable each : parts) {
      each.close();
    }
  }

  @Test
  void theTopicHoldsTheStateOfEachFactAndNoVersionBehindANewerOne() throws Exception {
    toA.allow(SOME);
    toB.allow(SOME);
    reached(() -> toA.acknowledgedCount() >= SOME / 2);
    a.process().kill();
    long left = books.count(LEFT);
    LOG.info(
        "killed: {} and {} acknowledged, {} deliveries left to the other, {} records written",
        toA.acknowledgedCount(),
        toB.acknowledgedCount(),
        left,
        topic.written());
    assertThat(left).as("deliveries in the hands of the dead").isPositive();
    toA.allow(5 * load.leftOfHisDay());
    reached(() -> load.leftOfHisDay() == 0 && toA.idle() && toB.idle());
    reached(() -> books.waitingMessages() == 0 && books.waitingDeliveries() == 0);

    Set<String> sent = new HashSet<>(toA.acknowledgedIds());
    sent.addAll(toB.acknowledgedIds());
    LOG.info("{} acknowledged, {} records written", sent.size(), topic.written());
    Map<String, Long> journal = books.messages();
    assertThat(journal.keySet()).as("control ids").isEqualTo(sent);
    assertThat(journal.values()).as("rows per control id").allMatch(rows -> rows == 1);
    assertThat(books.count("select count(*) from measure_event where version > 1"))
        .as("facts that were corrected")
        .isPositive();
    topic.verify(books);
    books.balance();
  }

  private static void reached(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(condition);
  }
}
