package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.bianmin.hub.trial.TrialMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two hubs behind a balancer on one PostgreSQL, their platform, and senders of registrations. */
final class HubsUnderLoad implements AutoCloseable {

  /** Connections of the senders. */
  static final int CONNECTIONS = 8;

  static final Duration SOON = Duration.ofMinutes(3);

  private static final Logger LOG = LoggerFactory.getLogger(HubsUnderLoad.class);

  final HubNode a;
  final HubNode b;
  final LoadSenders senders;
  private final PlatformSide platform;
  private final Books books;
  private final TcpBalancer balancer;

  /**
   * Starts all of it.
   *
   * @param more settings of both hubs
   */
  HubsUnderLoad(Path folder, KeptPostgres server, List<String> more) throws IOException {
    platform = new PlatformSide(folder, HospitalLoad.FACILITY);
    books = Books.ofPostgres(server.url());
    List<String> settings = new ArrayList<>(platform.settings());
    settings.add("--hub.store.url=" + server.url());
    settings.addAll(more);
    a = new HubNode(folder, "a", "384m", settings).launch();
    b = new HubNode(folder, "b", "384m", settings).launch();
    balancer = new TcpBalancer(a.mllp(), b.mllp());
    TrialMessages messages =
        new TrialMessages(HospitalLoad.FACILITY, "R1", LocalDate.of(2026, 11, 2));
    senders =
        new LoadSenders(
            balancer.port(),
            CONNECTIONS,
            LongStream.range(0, Integer.MAX_VALUE).mapToObj(messages::smallAdt).iterator());
  }

  /**
   * Settings of a hub whose listeners commit to a topic.
   *
   * @param folder for a file of Kafka's settings
   */
  static List<String> kafka(Path folder, String brokers, int replicas) throws IOException {
    // the partitions of a killed hub are free after this
    Path client =
        Files.write(
            folder.resolve("client.properties"),
            List.of("session.timeout.ms=6000", "heartbeat.interval.ms=2000"));
    return List.of(
        "--spring.profiles.active=kafka",
        "--hub.inbound.brokers=" + brokers,
        "--hub.inbound.partitions=4",
        "--hub.inbound.replication-factor=" + replicas,
        "--hub.inbound.properties-file=" + client);
  }

  HubsUnderLoad ready() {
    a.ready();
    b.ready();
    return this;
  }

  List<HubNode> nodes() {
    return List.of(a, b);
  }

  /** Senders are in the middle of so many messages. */
  void begun(int messages) {
    int before = senders.acknowledgedCount();
    senders.allow(messages);
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> senders.acknowledgedCount() >= before + messages / 8);
  }

  void acknowledged(String when) {
    await().alias(when).atMost(SOON).until(senders::idle);
    LOG.info("{}: {} acknowledged", when, senders.acknowledgedCount());
  }

  /** No sender gets through. */
  void blocked() {
    await().atMost(SOON).until(() -> senders.errorsInARow() > CONNECTIONS);
  }

  /** Until senders were answered AE so often. */
  void blockedFor(long errors) {
    await().atMost(SOON).until(() -> senders.errors() >= errors);
  }

  /** Whatever was acknowledged is stored and delivered. */
  void settled() {
    reached(() -> books.count("select count(*) from message") == senders.acknowledgedCount());
    reached(() -> books.waitingMessages() == 0 && books.waitingDeliveries() == 0);
    // calls that were on their way are made again by the other hub, and known by their versions
    LOG.info("settled; sent twice: {}", platform.counts().at("/receipts/duplicate"));
  }

  private static void reached(Callable<Boolean> condition) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(condition);
  }

  /** Every message that was acknowledged is stored once and told once, and all sums are right. */
  void verify() throws IOException, SQLException {
    NothingLost.verify(senders, books, platform);
    assertThat(platform.byType("active"))
        .isEqualTo(Map.of("visit.registered", (long) senders.acknowledgedCount()));
  }

  /**
   * The journal has seen each record of the topic once.
   *
   * @param records that were written
   */
  void verifyFilled(long records) throws SQLException {
    assertThat(books.count("select sum(1 + duplicates) from message"))
        .as("rows and duplicates")
        .isEqualTo(records);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    senders.close();
    balancer.close();
    a.close();
    b.close();
    platform.close();
  }
}
