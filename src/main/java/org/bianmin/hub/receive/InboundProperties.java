package org.bianmin.hub.receive;

import java.time.Duration;
import org.bianmin.hub.journal.KafkaProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The topic to which listeners commit before they answer, and from which the journal is filled
 * (docs/kafka.md). Off, listeners write to the journal.
 *
 * @param enabled whether listeners commit to the topic; the profile {@code kafka} says so
 * @param brokers bootstrap addresses, {@code host:port}, separated by commas
 * @param topic name of the topic; the hub makes it where it is missing
 * @param partitions of a topic that the hub makes; the messages of a source stay in one
 * @param replicationFactor of a topic that the hub makes, no more than there are brokers; with 1
 *     the broker flushes each write to its disk
 * @param retention how long a topic that the hub makes keeps records: longer than any outage of the
 *     database
 * @param group consumer group of all hubs that fill one journal
 * @param consumers how many consumers of this hub fill the journal in parallel
 * @param linger how long a message waits for others to share its way to the broker
 * @param patience how long a listener waits for the brokers before it answers that nothing was
 *     stored
 * @param propertiesFile file with further settings of the Kafka clients (security, passwords)
 */
@ConfigurationProperties("hub.inbound")
record InboundProperties(
    @DefaultValue("false") boolean enabled,
    String brokers,
    @DefaultValue("hub.inbound") String topic,
    @DefaultValue("12") int partitions,
    @DefaultValue("3") short replicationFactor,
    @DefaultValue("7d") Duration retention,
    @DefaultValue("bianmin-hub-journal") String group,
    @DefaultValue("1") int consumers,
    @DefaultValue("2ms") Duration linger,
    @DefaultValue("10s") Duration patience,
    String propertiesFile) {

  /** What the properties of its own are called. */
  static final String PREFIX = "hub.inbound.";

  InboundProperties {
    if (enabled) {
      require(
          brokers != null,
          "brokers is missing, for example kafka-1:9092,kafka-2:9092,kafka-3:9092");
      require(partitions > 0, "partitions is " + partitions + ": write 1 or more");
      require(
          replicationFactor > 0,
          "replication-factor is " + replicationFactor + ": write 3, or 1 with a single broker");
      require(
          patience.toMillis() >= 1_000,
          "patience is shorter than a second: brokers that change their leader need more");
      require(
          !linger.isNegative() && linger.toMillis() <= patience.toMillis() / 4,
          "linger is longer than a quarter of patience: write a few milliseconds");
    }
  }

  private static void require(boolean met, String problem) {
    if (!met) {
      throw new IllegalArgumentException(PREFIX + problem);
    }
  }

  /** The same, as the consumers of sources have it. */
  KafkaProperties kafka() {
    return new KafkaProperties(brokers, topic, group, consumers, propertiesFile);
  }
}
