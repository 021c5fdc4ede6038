package org.bianmin.hub.receive;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.bianmin.hub.journal.BatchIntake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.telemetry.TraceParent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Journals the records of a poll together and commits their offsets once all are durable. Called by
 * the route {@code receive-kafka}; public because Camel calls beans of public classes only.
 */
@Component("kafkaReceiver")
public class KafkaReceiver {

  private static final Logger log = LoggerFactory.getLogger(KafkaReceiver.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final RecordMessages messages;
  private final BatchIntake store;

  KafkaReceiver(RecordMessages messages, BatchIntake store) {
    this.messages = messages;
    this.store = store;
  }

  /**
   * Stores a batch, on the thread of its consumer. While the store cannot commit, the batch waits
   * here and the consumer stays in its group without reading on.
   *
   * @throws StoreUnavailable when the hub stops first; the offsets stay, and whoever reads the
   *     partition next starts with this batch
   */
  public void receive(List<?> batch, String source) {
    List<NewMessage> pending = new ArrayList<>(batch.size());
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    KafkaPosition last = null;
    CamelContext context = null;
    for (Object one : batch) {
      Exchange exchange = (Exchange) one;
      context = exchange.getContext();
      last = exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaPosition.class);
      String traceparent = traceparent(exchange);
      messages
          .of(source, (byte[]) exchange.getMessage().getBody(), last.place())
          .forEach(message -> pending.add(message.with(traceparent)));
      offsets.put(last.partition(), new OffsetAndMetadata(last.offset() + 1));
    }
    if (last != null) {
      Turn turn = new Turn(source, last.partition().topic(), last.consumer(), context);
      turn.store(pending, store);
      turn.commit(offsets);
    }
  }

  private static String traceparent(Exchange exchange) {
    return exchange.getMessage().getHeader(TraceParent.HEADER) instanceof byte[] given
        ? TraceParent.of(new String(given, StandardCharsets.US_ASCII))
        : null;
  }

  /** One batch on its way; waits longer with every try. */
  private static final class Turn {
    private final String source;
    private final String topic;
    private final Consumer<?, ?> consumer;
    private final CamelContext context;
    private Duration wait = FIRST_WAIT;

    Turn(String source, String topic, Consumer<?, ?> consumer, CamelContext context) {
      this.source = source;
      this.topic = topic;
      this.consumer = consumer;
      this.context = context;
    }

    void store(List<NewMessage> pending, BatchIntake store) {
      List<NewMessage> left = store.attempt(source, pending);
      if (left.isEmpty()) {
        return;
      }
      log.warn(
          "hub.sources.{}: the store cannot commit; {} messages of topic {} wait, their offsets"
              + " stay, and reading goes on by itself when the store is back",
          source,
          left.size(),
          topic);
      while (!left.isEmpty()) {
        stay();
        left = store.attempt(source, left);
      }
      log.info("hub.sources.{}: the store commits again; topic {} is read on", source, topic);
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
                "hub.sources.{}: offsets of topic {} are not committed yet ({}); the messages are"
                    + " stored, and the commit is tried again",
                source,
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
}
