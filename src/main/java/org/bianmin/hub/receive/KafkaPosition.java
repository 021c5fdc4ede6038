package org.bianmin.hub.receive;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a record stands, and the consumer that read it. Used on that consumer's thread only.
 *
 * @param consumer of the Kafka client
 * @param partition topic and partition
 * @param offset of the record
 */
record KafkaPosition(Consumer<?, ?> consumer, TopicPartition partition, long offset)
    implements KafkaManualCommit {

  static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);

  /** {@code topic/partition/offset}. */
  String place() {
    return partition.topic() + '/' + partition.partition() + '/' + offset;
  }

  /** Commits this record alone; a batch commits its last ones at once. */
  @Override
  public void commit() {
    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset + 1)), COMMIT_TIMEOUT);
  }
}
