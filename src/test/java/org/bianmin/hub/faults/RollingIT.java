package org.bianmin.hub.faults;

import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.LongForm;
import org.bianmin.hub.kafka.KafkaBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two hubs behind a balancer on one PostgreSQL, which are restarted one after the other, killed,
 * and left without their database, while senders send.
 */
class RollingIT {

  private static final String TOPIC = "hub.inbound";
  private static final int STEP = LongForm.tries(800, 10_000);

  @TempDir private Path folder;
  private KeptPostgres server;
  private KafkaBroker broker;
  private HubsUnderLoad hubs;

  private void prepare(boolean kafka) throws Exception {
    server = new KeptPostgres(folder.resolve("postgres"));
    List<String> more = List.of();
    if (kafka) {
      broker = new KafkaBroker(folder.resolve("kafka"));
      more = HubsUnderLoad.kafka(folder, broker.address(), 1);
    }
    hubs = new HubsUnderLoad(folder, server, more).ready();
  }

  @AfterEach
  void end() throws Exception {
    if (hubs != null) {
      hubs.close();
    }
    if (broker != null) {
      broker.close();
    }
    server.close();
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
    hubs.a.launch().ready();
    hubs.settled();
    hubs.verify();
    if (kafka) {
      hubs.verifyFilled(broker.written(TOPIC));
    }
  }

  private void restartedOneAfterTheOther() throws Exception {
    for (HubNode node : hubs.nodes()) {
      hubs.begun(STEP);
      node.process().stop();
      hubs.acknowledged("while " + node.name() + " is down");
      node.launch().ready();
    }
    hubs.settled();
  }

  /** The other goes on with what it had, without a restart. */
  private void killed() throws Exception {
    hubs.begun(STEP);
    hubs.a.process().kill();
    hubs.acknowledged("while a is dead");
    hubs.settled();
  }

  private void withoutTheDatabase() throws Exception {
    hubs.begun(STEP);
    server.stop();
    if (broker != null) {
      hubs.acknowledged("while the database is away");
    } else {
      hubs.blocked();
    }
    server.start();
    hubs.acknowledged("once the database is back");
  }
}
