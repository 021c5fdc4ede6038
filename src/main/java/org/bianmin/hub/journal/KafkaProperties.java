package org.bianmin.hub.journal;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Kafka topic as a source.
 *
 * @param brokers bootstrap addresses, {@code host:port}, separated by commas
 * @param topic name of the topic
 * @param group consumer group
 * @param consumers how many consumers read in parallel; more than partitions are idle
 * @param propertiesFile file with further settings of the Kafka client (security, passwords)
 */
public record KafkaProperties(
    String brokers,
    String topic,
    @DefaultValue("bianmin-hub") String group,
    @DefaultValue("1") int consumers,
    String propertiesFile) {}
