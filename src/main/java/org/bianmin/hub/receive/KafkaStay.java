package org.bianmin.hub.receive;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Lets time pass for a consumer that cannot take more. */
final class KafkaStay {

  private static final Duration STEP = Duration.ofMillis(200);

  private KafkaStay() {}

  /**
   * Polls without taking records: one that does not poll is put out of its group, and its
   * partitions move to the next that cannot store them either.
   */
  static void stay(Consumer<?, ?> consumer, Duration time) {
    Set<TopicPartition> pausedByOthers = Set.copyOf(consumer.paused());
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
      consumer.pause(consumer.assignment());
      Duration step = Duration.ofNanos(Math.min(left, STEP.toNanos()));
      back(consumer, consumer.poll(step));
    }
    Set<TopicPartition> mine = new HashSet<>(consumer.assignment());
    mine.removeAll(pausedByOthers);
    consumer.resume(mine);
  }

  /** A partition that a rebalance brought in this poll was not paused: its records come again. */
  private static void back(Consumer<?, ?> consumer, ConsumerRecords<?, ?> records) {
    for (TopicPartition partition : records.partitions()) {
      consumer.seek(partition, records.records(partition).get(0).offset());
    }
  }
}
