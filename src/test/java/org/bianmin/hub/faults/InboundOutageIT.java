package org.bianmin.hub.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.kafka.KafkaBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hub with the profile {@code kafka} beside a real PostgreSQL and a real Kafka, each of which
 * goes away while its senders send, and which is killed while it fills the journal.
 */
class InboundOutageIT {

  private static final Logger LOG = LoggerFactory.getLogger(InboundOutageIT.class);
  private static final int CONNECTIONS = 8;
  private static final String HEAP = "512m";
  private static final String TOPIC = "hub.inbound";
  private static final String GROUP = "bianmin-hub-journal";
  private static final Duration SOON = Duration.ofMinutes(3);

  /** So many errors in a row, and no sender can be getting through. */
  private static final int BLOCKED = 20 * CONNECTIONS;

  @TempDir private Path folder;
  private KafkaBroker broker;
  private KeptPostgres server;
  private HubUnderTest hub;

  @BeforeEach
  void start() throws IOException {
    broker = new KafkaBroker(folder.resolve("kafka"));
    server = new KeptPostgres(folder.resolve("postgres"));
    String url = server.url();
    // the partitions of a killed hub are free after this
    Path client =
        Files.write(
            folder.resolve("client.properties"),
            List.of("session.timeout.ms=6000", "heartbeat.interval.ms=2000"));
    hub =
        new HubUnderTest(
                folder,
                folder.resolve("data"),
                Books.ofPostgres(url),
                CONNECTIONS,
                List.of(
                    "--hub.store.url=" + url,
                    "--spring.profiles.active=kafka",
                    "--hub.inbound.brokers=" + broker.address(),
                    "--hub.inbound.partitions=3",
                    "--hub.inbound.replication-factor=1",
                    "--hub.inbound.patience=2s",
                    "--hub.inbound.properties-file=" + client))
            .start(HEAP);
  }

  @AfterEach
  void end() throws Exception {
    hub.close();
    server.close();
    broker.close();
  }

  @Test
  void receivesWithoutTheDatabaseAcknowledgesNothingWithoutKafkaAndStoresEachRecordOnce()
      throws Exception {
    hub.send(200);
    withoutTheDatabase();
    long before = System.currentTimeMillis();
    killedWhileItFills();
    // a message has the time of its receipt and not of its storing
    assertThat(hub.books().count("select count(*) from message where received_at > " + before))
        .isZero();
    withoutKafka();
    filled();
    hub.settle();
    verify();
  }

  private void withoutTheDatabase() throws Exception {
    server.stop();
    long errors = hub.senders.errors();
    // far more than there is room for on the way to the journal
    hub.send(5_000);
    assertThat(hub.senders.errors()).as("messages that were refused").isEqualTo(errors);
    assertThat(hub.process().postFhir(patient("outage")).statusCode()).isBetween(200, 202);
    assertThat(hub.process().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  /** Between the journal's commit and the group's, if chance will have it. */
  private void killedWhileItFills() throws Exception {
    server.start();
    await()
        .atMost(SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> stored() > 1_000);
    hub.process().kill();
    LOG.info(
        "killed: {} records written, {} in the journal, {} committed",
        broker.written(TOPIC),
        stored(),
        broker.committedRecords(GROUP, TOPIC));
    hub.start(HEAP);
    filled();
  }

  /** How far the journal says that it has come. */
  private long stored() throws SQLException {
    return hub.books().count("select coalesce(sum(next_offset), 0) from filled_position");
  }

  /** Every message is answered AE, every resource 503, and the hub goes on by itself. */
  private void withoutKafka() throws Exception {
    hub.senders.allow(1_000);
    broker.stop();
    await().atMost(SOON).until(() -> hub.senders.errorsInARow() >= BLOCKED);
    int acknowledged = hub.senders.acknowledgedCount();
    long errors = hub.senders.errors();
    var refused = hub.process().postFhir(patient("refused"));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(hub.process().get("/actuator/health/readiness").statusCode()).isEqualTo(503);
    await().atMost(SOON).until(() -> hub.senders.errors() >= errors + BLOCKED);
    assertThat(hub.senders.acknowledgedCount()).as("acknowledged").isEqualTo(acknowledged);
    broker.start();
    await().atMost(SOON).until(hub.senders::idle);
  }

  private void filled() {
    await()
        .atMost(SOON)
        .until(() -> broker.committedRecords(GROUP, TOPIC) == broker.written(TOPIC));
  }

  private void verify() throws Exception {
    long records = broker.written(TOPIC);
    LOG.info(
        "{} acknowledged in {} records, tried again {}, duplicates {}",
        hub.senders.acknowledgedCount(),
        records,
        hub.senders.triedAgain(),
        hub.books().count("select sum(duplicates) from message"));
    // a record that was read again is no duplicate of its sender's
    assertThat(hub.books().count("select sum(1 + duplicates) from message"))
        .as("rows and duplicates")
        .isEqualTo(records);
    assertThat(hub.books().count("select count(*) from message where source = 'fhir'")).isOne();
    hub.verify();
    Set<String> written = new LinkedHashSet<>();
    for (byte[] value : broker.values(TOPIC)) {
      if (new String(value, UTF_8).startsWith("MSH")) {
        written.add(LoadSenders.controlId(value));
      }
    }
    assertThat(hub.books().list("select control_id from message where source = 'his' order by id"))
        .as("order of the source")
        .containsExactlyElementsOf(written);
  }

  private static String patient(String id) {
    return "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\",\"name\":[{\"text\":\"试验\"}]}";
  }
}
