package org.bianmin.hub.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long raw bytes are kept, and of which messages they are there (ADR 025). */
@Component
@EnableConfigurationProperties(RetentionProperties.class)
public final class RawBytes {

  /**
   * Messages are read again until the retention is over, and pruned this much later: whoever was
   * let through has long been committed when it is looked which bytes are still needed.
   */
  static final Duration GRACE = Duration.ofHours(1);

  private static final String OLDEST = "select created_at from message_block order by id limit 1";

  private final JdbcClient queries;
  private final RetentionProperties retention;
  private final InstantSource clock;

  @Autowired
  RawBytes(JdbcClient queries, RetentionProperties retention) {
    this(queries, retention, Clock.systemUTC());
  }

  RawBytes(JdbcClient queries, RetentionProperties retention, InstantSource clock) {
    this.queries = queries;
    this.retention = retention;
    this.clock = clock;
  }

  /**
   * When a block was committed, epoch milliseconds. Below zero stands the time of those that are
   * kept longer than others because they are needed.
   */
  static long time(long createdAt) {
    return createdAt < 0 ? -1 - createdAt : createdAt;
  }

  /** Committed before this moment, epoch milliseconds, a block is pruned. */
  long prunedBefore() {
    return clock.millis() - retention.messages().plus(GRACE).toMillis();
  }

  long now() {
    return clock.millis();
  }

  /** Says that the bytes of a message are gone. */
  public RawBytesPruned pruned(long message) {
    return new RawBytesPruned(message, retention);
  }

  /** How long they are kept, for example {@code 30d}. */
  public String retention() {
    return retention.text();
  }

  /** Age of the oldest bytes that are kept, in seconds; 0 where there are none. */
  public double oldestSeconds() {
    return queries
        .sql(OLDEST)
        .query(Long.class)
        .optional()
        .map(created -> Math.max(0, clock.millis() - time(created)) / 1000.0)
        .orElse(0.0);
  }

  /** Those of the messages that can be read again: parked ones at any age, others in their time. */
  List<MessageRow> readable(List<MessageRow> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    Map<Long, Long> times = new HashMap<>();
    queries
        .sql("select id, created_at from message_block where id in (:ids)")
        .param("ids", rows.stream().map(MessageRow::blockId).distinct().toList())
        .query(
            row -> {
              times.put(row.getLong(1), time(row.getLong(2)));
            });
    long from = clock.millis() - retention.messages().toMillis();
    List<MessageRow> readable = new ArrayList<>(rows.size());
    for (MessageRow row : rows) {
      Long at = times.get(row.blockId());
      if (at != null && (at >= from || row.state() == MessageState.PARKED)) {
        readable.add(row);
      }
    }
    return readable;
  }
}
