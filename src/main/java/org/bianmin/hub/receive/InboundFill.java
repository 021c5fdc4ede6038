package org.bianmin.hub.receive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.bianmin.hub.journal.BatchIntake;
import org.bianmin.hub.journal.FilledMarks;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.journal.TopicPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Fills the journal from the topic to which listeners commit. Called by the route {@code
 * fill-journal}; public because Camel calls beans of public classes only.
 */
@Component("inboundFill")
@ConditionalOnProperty("hub.inbound.enabled")
public class InboundFill {

  private static final Logger log = LoggerFactory.getLogger(InboundFill.class);

  /** A record of a batch. */
  private record Filling(KafkaPosition at, NewMessage message) {}

  private final BatchIntake store;
  private final FilledMarks marks;
  private final Sources sources;
  private final InboundWatch watch;

  /** With which offset each partition goes on. */
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

  /** Since when the batches wait that are stored just now. */
  private final Map<KafkaTurn, Long> oldest = new ConcurrentHashMap<>();

  private volatile String topicId;

  InboundFill(BatchIntake store, FilledMarks marks, Sources sources, InboundWatch watch) {
    this.store = store;
    this.marks = marks;
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
    List<Filling> records = new ArrayList<>(batch.size());
    CamelContext context = null;
    for (Object one : batch) {
      Exchange exchange = (Exchange) one;
      context = exchange.getContext();
      KafkaPosition at =
          exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaPosition.class);
      records.add(new Filling(at, message(exchange, at)));
    }
    if (records.isEmpty()) {
      return;
    }
    KafkaPosition first = records.get(0).at();
    KafkaTurn turn =
        new KafkaTurn("hub.inbound", first.partition().topic(), first.consumer(), context);
    oldest.put(
        turn, records.stream().mapToLong(one -> one.message().receivedAt()).min().orElseThrow());
    try {
      fill(records, turn);
    } finally {
      oldest.remove(turn);
    }
  }

  private void fill(List<Filling> records, KafkaTurn turn) {
    Set<TopicPartition> jumped = jumped(records);
    if (topicId == null || !jumped.isEmpty()) {
      // it may be another topic of the same name
      topicId = turn.ask(watch::topicId);
    }
    Set<TopicPartition> readAgain = readAgain(records, jumped, turn);
    List<NewMessage> pending = new ArrayList<>(records.size());
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Filling one : records) {
      TopicPartition partition = one.at().partition();
      if (!readAgain.contains(partition)) {
        OffsetAndMetadata before = offsets.get(partition);
        long after = before == null ? 0 : before.offset();
        pending.add(
            one.message()
                .at(new TopicPosition(topicId, partition.partition(), one.at().offset(), after)));
        offsets.put(partition, new OffsetAndMetadata(one.at().offset() + 1));
      }
    }
    turn.store(pending, store::attempt);
    turn.commit(offsets);
  }

  /** Partitions that do not go on with the offset that was next: at first, all. */
  private Set<TopicPartition> jumped(List<Filling> records) {
    Set<TopicPartition> jumped = new HashSet<>();
    for (Filling one : records) {
      Long expected = next.put(one.at().partition(), one.at().offset() + 1);
      if (expected == null || expected != one.at().offset()) {
        jumped.add(one.at().partition());
      }
    }
    return jumped;
  }

  /**
   * Goes back where the journal stands before the group's offsets, as a database does that was
   * restored from a copy, and answers the partitions of which this batch is dropped.
   */
  private Set<TopicPartition> readAgain(
      List<Filling> records, Set<TopicPartition> jumped, KafkaTurn turn) {
    Set<TopicPartition> again = new HashSet<>();
    for (TopicPartition partition : jumped) {
      KafkaPosition first =
          records.stream()
              .map(Filling::at)
              .filter(at -> at.partition().equals(partition))
              .findFirst()
              .orElseThrow();
      long from = turn.ask(() -> stored(first));
      if (from < first.offset()) {
        log.warn(
            "hub.inbound: the journal has partition {} up to {} only, and its group up to {}; it is"
                + " read again from there",
            partition.partition(),
            from,
            first.offset());
        first.consumer().seek(partition, from);
        next.put(partition, from);
        again.add(partition);
      }
    }
    return again;
  }

  /** Up to where the journal has a partition, or the topic begins; null where nobody tells. */
  private Long stored(KafkaPosition at) {
    TopicPartition partition = at.partition();
    try {
      long stored = marks.next(topicId, partition.partition());
      if (stored >= at.offset()) {
        return stored;
      }
      long begin = at.consumer().beginningOffsets(Set.of(partition)).get(partition);
      if (begin > stored) {
        log.error(
            "hub.inbound: records {} to {} of partition {} are gone from the topic before the"
                + " journal had them; keep them longer than the database may be away",
            stored,
            begin - 1,
            partition.partition());
      }
      return Math.max(stored, begin);
    } catch (DataAccessException | RetriableException e) {
      return null;
    }
  }

  /** Since when the oldest message waits that is stored just now; 0 where none is. */
  long oldestReceivedAt() {
    return oldest.values().stream().mapToLong(Long::longValue).min().orElse(0);
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
