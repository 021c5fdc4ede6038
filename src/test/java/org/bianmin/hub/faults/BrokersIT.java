package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bianmin.hub.kafka.KafkaCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two hubs with the profile {@code kafka} on three brokers, which are killed one after the other,
 * and then two at once, while senders send.
 */
@EnabledIfSystemProperty(
    named = "long",
    matches = "true",
    disabledReason = "three brokers and two hubs take minutes; ask for them with -Dlong=true")
class BrokersIT {

  private static final Logger LOG = LoggerFactory.getLogger(BrokersIT.class);
  private static final String TOPIC = "hub.inbound";
  private static final String OFFSETS = "__consumer_offsets";
  private static final int STEP = Integer.getInteger("brokers.step", 4_000);

  @TempDir private Path folder;
  private KafkaCluster brokers;
  private KeptPostgres server;
  private HubsUnderLoad hubs;

  @BeforeEach
  void start() throws Exception {
    brokers = new KafkaCluster(folder.resolve("kafka"));
    server = new KeptPostgres(folder.resolve("postgres"));
    hubs =
        new HubsUnderLoad(
                folder,
                server,
                HubsUnderLoad.kafka(folder, brokers.addresses(), KafkaCluster.BROKERS))
            .ready();
  }

  @AfterEach
  void end() throws Exception {
    if (hubs != null) {
      hubs.close();
    }
    if (server != null) {
      server.close();
    }
    brokers.close();
  }

  @Test
  void whatWasAcknowledgedIsStoredOnceWhicheverBrokerIsKilled() throws Exception {
    assertThat(brokers.setting(TOPIC, "min.insync.replicas"))
        .as("least replicas in sync of the topic that the hub made")
        .isEqualTo("2");
    int first = killTheLeader();
    int second = killTheLeader();
    assertThat(second).as("the second one").isNotEqualTo(first);
    withoutTwo();
    hubs.settled();
    hubs.verify();
    hubs.verifyFilled(brokers.written(TOPIC));
  }

  /** The other two go on, and it comes back; answers the broker. */
  private int killTheLeader() throws Exception {
    brokers.awaitInSync(TOPIC, OFFSETS);
    int leader = brokers.leaderOfMost(TOPIC);
    hubs.begun(STEP);
    brokers.kill(leader);
    hubs.acknowledged("while broker " + leader + " is dead");
    hubs.begun(STEP);
    brokers.start(leader);
    hubs.acknowledged("once broker " + leader + " is back");
    hubs.settled();
    return leader;
  }

  /** What only one broker has is not acknowledged. */
  private void withoutTwo() throws Exception {
    brokers.awaitInSync(TOPIC, OFFSETS);
    hubs.begun(STEP);
    brokers.kill(1);
    brokers.kill(2);
    hubs.blocked();
    int acknowledged = hubs.senders.acknowledgedCount();
    long errors = hubs.senders.errors();
    hubs.blockedFor(errors + 20L * HubsUnderLoad.CONNECTIONS);
    assertThat(hubs.senders.acknowledgedCount()).as("acknowledged").isEqualTo(acknowledged);
    LOG.info("with one broker: {} answers AE", hubs.senders.errors());
    brokers.start(1);
    hubs.acknowledged("with two brokers again");
    brokers.start(2);
    brokers.awaitInSync(TOPIC, OFFSETS);
  }
}
