package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.store.PostgresServer;
import org.junit.jupiter.api.AfterAll;

/** A hub on PostgreSQL with the profile {@code kafka}. */
class KafkaMainWayIT extends MainWay {

  private static final String TOPIC = "hub.inbound";
  private static final String GROUP = "bianmin-hub-journal";

  private KafkaBroker broker;

  @Override
  List<String> mode(Path folder) throws Exception {
    broker = new KafkaBroker(folder.resolve("kafka"));
    List<String> settings = new ArrayList<>(KafkaBroker.QUIET);
    settings.add("--hub.store.url=" + PostgresServer.newDatabase());
    settings.add("--spring.profiles.active=kafka");
    settings.add("--hub.inbound.brokers=" + broker.address());
    settings.add("--hub.inbound.partitions=3");
    settings.add("--hub.inbound.replication-factor=1");
    return settings;
  }

  @Override
  void awaitJournaled() {
    await()
        .untilAsserted(
            () ->
                assertThat(broker.committedRecords(GROUP, TOPIC)).isEqualTo(broker.written(TOPIC)));
  }

  @AfterAll
  void stopBroker() {
    broker.close();
  }
}
