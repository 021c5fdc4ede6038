package org.bianmin.hub.receive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.bianmin.hub.journal.BatchIntake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.journal.TopicPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Fills the journal from the topic to which listeners commit. Called by the route {@code
 * fill-journal}; public because Camel calls beans of public classes only.
 */
@Component("inboundFill")
@ConditionalOnProperty("hub.inbound.enabled")
public class InboundFill {

  private static final Logger log = LoggerFactory.getLogger(InboundFill.class);

  private final BatchIntake store;
  private final Sources sources;
  private final InboundWatch watch;

  /** Where each partition goes on, and since when the batches wait that are stored just now. */
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

  private final Map<Object, Long> oldest = new ConcurrentHashMap<>();
  private volatile String topicId;

  InboundFill(BatchIntake store, Sources sources, InboundWatch watch) {
    this.store = store;
    this.sources = sources;
    this.watch = watch;
  }

  /**
   * Stores a batch, on the thread of its consumer, and commits its offsets. While the store cannot
   * commit the batch waits here, and the consumer stays in its group without reading on.
   *
   * @throws org.bianmin.hub.store.StoreUnavailable when the hub stops first; whoever reads the
   *     partition next starts with this batch
   */
  public void fill(List<?> batch) {
    if (batch.isEmpty()) {
      return;
    }
    Exchange first = (Exchange) batch.get(0);
    KafkaTurn turn = turn(position(first), first.getContext());
    String id = topicId(batch, turn);
    List<NewMessage> pending = new ArrayList<>(batch.size());
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Object one : batch) {
      Exchange exchange = (Exchange) one;
      KafkaPosition at = position(exchange);
      OffsetAndMetadata before = offsets.get(at.partition());
      pending.add(
          message(exchange, at)
              .at(
                  new TopicPosition(
                      id,
                      at.partition().partition(),
                      at.offset(),
                      before == null ? 0 : before.offset())));
      offsets.put(at.partition(), new OffsetAndMetadata(at.offset() + 1));
    }
    oldest.put(turn, pending.stream().mapToLong(NewMessage::receivedAt).min().orElseThrow());
    try {
      turn.store(pending, store::attempt);
    } finally {
      oldest.remove(turn);
    }
    turn.commit(offsets);
  }

  /** Since when the oldest message waits that is stored just now; 0 where none is. */
  long oldestReceivedAt() {
    return oldest.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }

  private static KafkaTurn turn(KafkaPosition at, CamelContext context) {
    return new KafkaTurn("hub.inbound", at.partition().topic(), at.consumer(), context);
  }

  private static KafkaPosition position(Exchange exchange) {
    return exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaPosition.class);
  }

  /** Asked again where a partition does not go on as it stood: the topic may be another one. */
  private String topicId(List<?> batch, KafkaTurn turn) {
    boolean asBefore = topicId != null;
    for (Object one : batch) {
      KafkaPosition at = position((Exchange) one);
      Long expected = next.put(at.partition(), at.offset() + 1);
      asBefore &= expected != null && expected == at.offset();
    }
    if (!asBefore) {
      topicId = turn.ask(watch::topicId);
    }
    return topicId;
  }

  private NewMessage message(Exchange exchange, KafkaPosition at) {
    byte[] key = exchange.getMessage().getHeader(KafkaConstants.KEY, byte[].class);
    byte[] value = (byte[]) exchange.getMessage().getBody();
    try {
      return InboundRecord.read(
          key, value, exchange.getMessage().getHeader(KafkaConstants.HEADERS, Headers.class));
    } catch (RuntimeException e) {
      log.error("hub.inbound: record {} is not of a listener; it is parked", at.place());
      return new NewMessage(
          "inbound",
          String.valueOf(sources.facility()),
          MessageFormat.HL7V2,
          at.place(),
          "",
          null,
          System.currentTimeMillis(),
          value == null ? new byte[0] : value,
          new Parked(
              "frame",
              "No listener of a hub has written this record of the topic hub.inbound; find out who"
                  + " else writes to it, and take away the right",
              at.place()),
          null);
    }
  }
}
