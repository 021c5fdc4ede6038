package org.bianmin.hub.journal;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Blocks with bytes of messages that wait or are parked. Of blocks that are over, these do not grow
 * more: {@link RawBytes} lets nobody read an old message again that is not among them. No clock is
 * asked, since those of nodes differ.
 */
final class NeededBlocks {

  // one statement, so that a message that is just released is seen as the one or the other
  private static final String NEEDED =
      "select block_id from message%s where state = 'RECEIVED' and block_id <= ?"
          + " union select block_id from message%s where state = 'PARKED' and block_id <= ?";

  private static final String NEWEST = "select coalesce(max(id), 0) from message_block";

  /** For so long it is known what is needed; shorter than {@link RawBytes#GRACE}. */
  private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** Whoever walks over blocks asks once for so many of them. */
  private static final long AHEAD = 100_000;

  private final JdbcClient queries;
  private final String select;
  private Set<Long> known = Set.of();
  private long knownTo = -1;
  private long askedAt;

  /**
   * Knows none yet.
   *
   * @param embedded whether it is SQLite, which would rather read the table than go by the index
   */
  NeededBlocks(JdbcClient queries, boolean embedded) {
    this.queries = queries;
    this.select =
        embedded
            ? NEEDED.formatted(" indexed by message_waiting", " indexed by message_parked")
            : NEEDED.formatted("", "");
  }

  /** Those up to an id, and maybe others. */
  Set<Long> upTo(long id) {
    long now = System.nanoTime();
    if (id > knownTo || now - askedAt > KNOWN_NANOS) {
      // what comes meanwhile is not known
      long newest = queries.sql(NEWEST).query(Long.class).single();
      long to = Math.max(id, Math.min(newest, id + AHEAD));
      Set<Long> needed = new HashSet<>();
      queries
          .sql(select)
          .params(to, to)
          .query(
              row -> {
                needed.add(row.getLong(1));
              });
      known = needed;
      knownTo = to;
      // from before it was asked
      askedAt = now;
    }
    return known;
  }

  /** Asks anew when it is asked next. */
  void forget() {
    knownTo = -1;
  }
}
