package org.bianmin.hub.receive;

import java.util.ArrayList;
import java.util.HashMap;
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

  /** Camel may hold records that it polled before the consumer went back. */
  private static final int GOES_BACK = 3;

  /** Of a partition of which this batch is dropped. */
  private static final long READ_AGAIN = -1;

  /** Where a consumer went back to, and how often. */
  private record Back(long to, int times) {}

  /** A record of a batch. */
  private record Filling(KafkaPosition at, NewMessage message) {}

  private final BatchIntake store;
  private final FilledMarks marks;
  private final Sources sources;
  private final InboundWatch watch;

  /** With which offset each partition goes on. */
  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

  private final Map<TopicPartition, Back> back = new ConcurrentHashMap<>();

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
    if (jumped(records) || topicId == null) {
      // it may be another topic of the same name
      topicId = turn.ask(watch::topicId);
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    List<NewMessage> pending = new ArrayList<>(records.size());
    for (Filling one : records) {
      TopicPartition partition = one.at().partition();
      long after = ends.computeIfAbsent(partition, first -> turn.ask(() -> beginning(one.at())));
      if (after != READ_AGAIN) {
        pending.add(
            one.message()
                .at(new TopicPosition(topicId, partition.partition(), one.at().offset(), after)));
        ends.put(partition, one.at().offset() + 1);
      }
    }
    turn.store(pending, store::attempt);
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          if (end != READ_AGAIN) {
            offsets.put(partition, new OffsetAndMetadata(end));
          }
        });
    turn.commit(offsets);
  }

  /** Whether a partition does not go on with the offset that was next: at first, all. */
  private boolean jumped(List<Filling> records) {
    boolean jumped = false;
    for (Filling one : records) {
      Long expected = next.put(one.at().partition(), one.at().offset() + 1);
      jumped |= expected == null || expected != one.at().offset();
    }
    return jumped;
  }

  /**
   * With what the journal has to have stored a partition before the first record of a batch. Goes
   * back where it has less: a database that was restored from a copy, or a replica that took over
   * without the last commits, is behind the group's offsets.
   *
   * @return {@link #READ_AGAIN} where the batch is dropped; 0 where nothing before it is to be had;
   *     null where nobody tells
   */
  private Long beginning(KafkaPosition first) {
    TopicPartition partition = first.partition();
    try {
      long stored = marks.next(topicId, partition.partition());
      if (stored >= first.offset()) {
        back.remove(partition);
        return first.offset();
      }
      long from =
          Math.max(stored, first.consumer().beginningOffsets(Set.of(partition)).get(partition));
      Back before = back.get(partition);
      int times = before == null || before.to() != from ? 0 : before.times();
      if (from < first.offset() && times < GOES_BACK) {
        goBack(first, from, times);
        return READ_AGAIN;
      }
      if (stored > 0) {
        log.error(
            "hub.inbound: records {} to {} of partition {} are gone from the topic before the"
                + " journal had them; keep them longer than the database may be away",
            stored,
            first.offset() - 1,
            partition.partition());
      }
      return 0L;
    } catch (DataAccessException | RetriableException e) {
      return null;
    }
  }

  private void goBack(KafkaPosition first, long to, int times) {
    TopicPartition partition = first.partition();
    log.warn(
        "hub.inbound: the journal has partition {} up to {} only, and its group up to {}; it is"
            + " read again from there",
        partition.partition(),
        to,
        first.offset());
    if (first.consumer().assignment().contains(partition)) {
      first.consumer().seek(partition, to);
    }
    next.put(partition, to);
    back.put(partition, new Back(to, times + 1));
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
