package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.kafka.KafkaBroker;
import org.bianmin.hub.kafka.TopicView;

/** A topic that hubs write measure events to, and that has to hold the state of each in the end. */
final class TopicSide {

  private static final String FACTS = "facts";

  private final KafkaBroker broker;

  /** Makes it. */
  TopicSide(KafkaBroker broker) {
    this.broker = broker;
    broker.createTopic(FACTS, 3, Map.of("cleanup.policy", "compact"));
  }

  /** What a hub has to be told to write here. */
  List<String> settings() {
    String name = "--hub.destinations.topic.";
    return List.of(
        name + "route=forward-kafka",
        name + "kafka.brokers=" + broker.address(),
        name + "kafka.topic=" + FACTS,
        name + "legal-basis=synthetic data of a test",
        name + "backoff=100ms",
        name + "max-backoff=1s");
  }

  /** Records that were written to it. */
  long written() {
    return broker.written(FACTS);
  }

  /** What compaction leaves is what the store holds, and no version stands behind a newer one. */
  void verify(Books books) throws SQLException {
    Map<String, String> facts = new HashMap<>();
    books.facts().forEach((key, held) -> facts.put(key, held.version() + " " + held.status()));
    var records = TopicView.of(broker, FACTS);
    TopicView.assertInOrder(records);
    assertThat(TopicView.states(records)).as("facts of the topic").isEqualTo(facts);
  }
}
