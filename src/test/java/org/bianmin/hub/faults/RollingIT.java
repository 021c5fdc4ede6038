package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.trial.TrialMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hubs behind a balancer on one PostgreSQL, which are restarted one after the other, killed,
 * and left without their database, while senders send.
 */
class RollingIT {

  private static final Logger LOG = LoggerFactory.getLogger(RollingIT.class);
  private static final String FACILITY = HospitalLoad.FACILITY;
  private static final String TOPIC = "hub.inbound";
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int CONNECTIONS = 8;
  private static final int STEP = LongForm.tries(800, 10_000);

  @TempDir private Path folder;
  private EmbeddedPostgres server;
  private KafkaBroker broker;
  private PlatformSide platform;
  private Books books;
  private TcpBalancer balancer;
  private LoadSenders senders;
  private final Node a = new Node("a");
  private final Node b = new Node("b");

  /** A hub that starts again as it was. */
  private final class Node {
    final String name;
    final int mllp;
    final int http;
    HubProcess process;

    Node(String name) {
      this.name = name;
      try {
        this.mllp = HubProcess.freePort();
        this.http = HubProcess.freePort();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    void launch() throws IOException {
      Path data = folder.resolve(name);
      if (Files.notExists(data)) {
        Files.createDirectories(data);
        Files.createSymbolicLink(data.resolve("keys"), folder.resolve("keys"));
      }
      List<String> settings = new ArrayList<>(platform.settings());
      settings.add("--hub.facility=" + FACILITY);
      settings.add("--hub.data=" + data);
      settings.add("--hub.store.url=" + server.getJdbcUrl("postgres", "postgres"));
      settings.addAll(HubProcess.mllp("his", mllp, "UTF-8"));
      if (broker != null) {
        settings.add("--spring.profiles.active=kafka");
        settings.add("--hub.inbound.brokers=" + broker.address());
        settings.add("--hub.inbound.partitions=4");
        settings.add("--hub.inbound.replication-factor=1");
        settings.add("--hub.inbound.properties-file=" + folder.resolve("client.properties"));
      }
      process = HubProcess.launch(folder.resolve(name + ".log"), "384m", http, settings);
    }
  }

  private void prepare(boolean kafka) throws Exception {
    platform = new PlatformSide(folder, FACILITY);
    Files.createDirectories(folder.resolve("keys"));
    server = postgres(0);
    books = Books.ofPostgres(server.getJdbcUrl("postgres", "postgres"));
    if (kafka) {
      broker = new KafkaBroker(folder.resolve("kafka"));
      // the partitions of a killed hub are free after this
      Files.write(
          folder.resolve("client.properties"),
          List.of("session.timeout.ms=6000", "heartbeat.interval.ms=2000"));
    }
    a.launch();
    b.launch();
    a.process.ready();
    b.process.ready();
    balancer = new TcpBalancer(a.mllp, b.mllp);
    TrialMessages messages = new TrialMessages(FACILITY, "R1", LocalDate.of(2026, 11, 2));
    senders =
        new LoadSenders(
            balancer.port(),
            CONNECTIONS,
            LongStream.range(0, Integer.MAX_VALUE).mapToObj(messages::smallAdt).iterator());
  }

  @AfterEach
  void end() throws Exception {
    if (senders != null) {
      senders.close();
      balancer.close();
    }
    for (Node node : List.of(a, b)) {
      if (node.process != null) {
        node.process.close();
      }
    }
    if (broker != null) {
      broker.close();
    }
    server.close();
    platform.close();
  }

  /** With the profile {@code kafka} in the gate, in the long form also without. */
  static List<Boolean> kafka() {
    return LongForm.tries(1, 2) == 1 ? List.of(true) : List.of(true, false);
  }

  @ParameterizedTest(name = "profile kafka: {0}")
  @MethodSource("kafka")
  void nothingIsLostAndNothingIsTwiceWhileNodesComeAndGo(boolean kafka) throws Exception {
    prepare(kafka);
    restartedOneAfterTheOther();
    killed();
    withoutTheDatabase();
    a.launch();
    a.process.ready();
    settled();
    verify();
  }

  private void restartedOneAfterTheOther() throws Exception {
    for (Node node : List.of(a, b)) {
      begun(STEP);
      node.process.stop();
      acknowledged("while " + node.name + " is down");
      node.launch();
      node.process.ready();
    }
    settled();
    // calls that were on their way are made again by the other hub, and known by their versions
    LOG.info("sent twice: {}", platform.counts().at("/receipts/duplicate"));
  }

  /** The other goes on with what it had, without a restart. */
  private void killed() throws Exception {
    begun(STEP);
    a.process.kill();
    acknowledged("while a is dead");
    settled();
  }

  private void withoutTheDatabase() throws Exception {
    int port = server.getPort();
    begun(STEP);
    server.close();
    if (broker != null) {
      acknowledged("while the database is away");
    } else {
      await().atMost(SOON).until(() -> senders.errorsInARow() > CONNECTIONS);
    }
    server = postgres(port);
    acknowledged("once the database is back");
  }

  /** Senders are in the middle of so many messages. */
  private void begun(int messages) {
    int before = senders.acknowledgedCount();
    senders.allow(messages);
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> senders.acknowledgedCount() >= before + messages / 8);
  }

  private void acknowledged(String when) {
    await().alias(when).atMost(SOON).until(senders::idle);
    LOG.info("{}: {} acknowledged", when, senders.acknowledgedCount());
  }

  private void settled() {
    reached(() -> stored() == senders.acknowledgedCount());
    reached(() -> books.waitingMessages() == 0 && books.waitingDeliveries() == 0);
  }

  private long stored() throws SQLException {
    return books.count("select count(*) from message");
  }

  private void reached(Callable<Boolean> condition) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(condition);
  }

  private void verify() throws Exception {
    LOG.info(
        "{} acknowledged, tried again {}, platform {}",
        senders.acknowledgedCount(),
        senders.triedAgain(),
        platform.counts());
    assertThat(senders.refused()).isEmpty();
    Map<String, Long> journal = books.messages();
    assertThat(journal.keySet()).as("control ids").isEqualTo(Set.copyOf(senders.acknowledgedIds()));
    assertThat(journal.values()).as("rows per control id").allMatch(rows -> rows == 1);
    if (broker != null) {
      assertThat(books.count("select sum(1 + duplicates) from message"))
          .as("rows and duplicates")
          .isEqualTo(broker.written(TOPIC));
    }
    assertThat(platform.facts()).as("facts of the platform").isEqualTo(books.facts());
    assertThat(platform.byType("active"))
        .isEqualTo(Map.of("visit.registered", (long) senders.acknowledgedCount()));
    assertThat(platform.violations().get("count").asLong()).as("violations").isZero();
    books.balance();
  }

  private EmbeddedPostgres postgres(int port) throws IOException {
    Path data = Files.createDirectories(folder.resolve("postgres"));
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
    return (port == 0 ? builder : builder.setPort(port)).start();
  }
}
