package org.bianmin.hub.receive;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Where listeners put messages in place of the journal: the topic {@code hub.inbound}. A receipt
 * comes when all replicas in sync have the record (ADR 022).
 */
@Component
@Primary
@ConditionalOnProperty("hub.inbound.enabled")
final class InboundTopic implements Intake, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(InboundTopic.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);
  private static final Duration PAST_THE_TOPIC = Duration.ofSeconds(1);

  /**
   * Kafka takes nothing.
   *
   * @param producer may have to be made anew
   */
  private record Outage(String why, boolean producer) {}

  private final Intake journal;
  private final InboundClients clients;
  private final String topic;
  private final AtomicReference<Outage> outage = new AtomicReference<>();
  private volatile Producer<byte[], byte[]> producer;

  InboundTopic(
      @Qualifier("inboundMessages") Intake journal,
      InboundClients clients,
      InboundProperties properties) {
    this.journal = journal;
    this.clients = clients;
    this.topic = properties.topic();
    this.producer = clients.producer();
  }

  @Override
  public CompletableFuture<Receipt> receive(NewMessage message) {
    Outage known = outage.get();
    if (known != null) {
      return CompletableFuture.failedFuture(unavailable(known.why(), null));
    }
    var receipt = new CompletableFuture<Receipt>();
    try {
      var unused =
          producer.send(
              InboundRecord.of(topic, message),
              (at, failure) -> {
                if (failure == null) {
                  receipt.complete(Receipt.AHEAD);
                } else {
                  failed(message, failure, receipt);
                }
              });
    } catch (RuntimeException e) {
      failed(message, e, receipt);
    }
    return receipt;
  }

  private void failed(NewMessage message, Exception failure, CompletableFuture<Receipt> receipt) {
    if (failure instanceof RecordTooLargeException) {
      // no resend would make it smaller
      var unused =
          journal
              .receive(message, PAST_THE_TOPIC)
              .whenComplete(
                  (stored, refusal) -> {
                    if (refusal == null) {
                      receipt.complete(stored);
                    } else {
                      receipt.completeExceptionally(refusal);
                    }
                  });
      return;
    }
    String said = clients.said(failure);
    // a full buffer is the senders' pace and no outage
    if (!(failure instanceof BufferExhaustedException)) {
      away(said, !(failure instanceof RetriableException));
    }
    receipt.completeExceptionally(unavailable(said, failure));
  }

  private static StoreUnavailable unavailable(String why, Exception cause) {
    return new StoreUnavailable("Kafka takes no messages: " + why, cause);
  }

  /** Until {@link #back} senders are answered at once, and none waits for what cannot be. */
  void away(String why, boolean withProducer) {
    if (outage.compareAndSet(null, new Outage(why, withProducer))) {
      log.error(
          "hub.inbound: topic {} takes no messages ({}); senders are told to send again",
          topic,
          why);
    }
  }

  boolean isAway() {
    return outage.get() != null;
  }

  /** The brokers answer again, and the partitions have their leaders. */
  void back() {
    Outage over = outage.get();
    if (over == null) {
      return;
    }
    if (over.producer()) {
      // after some failures a producer takes nothing any more
      Producer<byte[], byte[]> old = producer;
      producer = clients.producer();
      old.close(Duration.ZERO);
    }
    outage.set(null);
    log.info("hub.inbound: topic {} takes messages again", topic);
  }

  /** Learns where the partitions are, before the first sender waits for it. */
  void prepare() {
    producer.partitionsFor(topic);
  }

  @Override
  public String unavailable() {
    return isAway() ? "the topic of hub.inbound takes no messages; see the log" : null;
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
