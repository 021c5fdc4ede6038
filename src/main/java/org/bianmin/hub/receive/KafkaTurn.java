package org.bianmin.hub.receive;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch of records on its way into the journal, on the thread of its consumer; waits longer
 * with every try, and keeps the consumer in its group meanwhile.
 */
final class KafkaTurn {

  private static final Logger log = LoggerFactory.getLogger(KafkaTurn.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final String name;
  private final String topic;
  private final Consumer<?, ?> consumer;
  private final CamelContext context;
  private Duration wait = FIRST_WAIT;

  /** With what the log calls its reader, {@code hub.sources.adt}. */
  KafkaTurn(String name, String topic, Consumer<?, ?> consumer, CamelContext context) {
    this.name = name;
    this.topic = topic;
    this.consumer = consumer;
    this.context = context;
  }

  /**
   * Stores all, however long the store is away.
   *
   * @param attempt answers those that still wait for a store that cannot commit
   * @throws StoreUnavailable when the hub stops first
   */
  void store(List<NewMessage> pending, UnaryOperator<List<NewMessage>> attempt) {
    List<NewMessage> left = attempt.apply(pending);
    if (left.isEmpty()) {
      return;
    }
    log.warn(
        "{}: the store cannot commit; {} messages of topic {} wait, their offsets"
            + " stay, and reading goes on by itself when the store is back",
        name,
        left.size(),
        topic);
    while (!left.isEmpty()) {
      stay();
      left = attempt.apply(left);
    }
    log.info("{}: the store commits again; topic {} is read on", name, topic);
  }

  /** Asks until there is an answer. */
  <T> T ask(Supplier<T> question) {
    wait = FIRST_WAIT;
    T answer = question.get();
    if (answer == null) {
      log.warn("{}: topic {} waits for the store, or for Kafka; it goes on by itself", name, topic);
    }
    while (answer == null) {
      stay();
      answer = question.get();
    }
    wait = FIRST_WAIT;
    return answer;
  }

  /** At once for all partitions; those that a rebalance took away are their new owner's. */
  void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    wait = FIRST_WAIT;
    boolean told = false;
    while (true) {
      try {
        offsets.keySet().retainAll(consumer.assignment());
        consumer.commitSync(offsets, KafkaPosition.COMMIT_TIMEOUT);
        return;
      } catch (RetriableException e) {
        if (!told) {
          log.warn(
              "{}: offsets of topic {} are not committed yet ({}); the messages are"
                  + " stored, and the commit is tried again",
              name,
              topic,
              e.getClass().getSimpleName());
          told = true;
        }
        stay();
      }
    }
  }

  private void stay() {
    if (context.isStopping() || context.isStopped()) {
      throw new StoreUnavailable("The hub stops; the topic's offsets stay where they are", null);
    }
    KafkaStay.stay(consumer, wait);
    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
  }
}
