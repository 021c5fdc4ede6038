package org.bianmin.hub.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.journal.ParkedGroups.Cause;
import org.bianmin.hub.store.Session;

/**
 * Counts parked messages by their cause, in the transactions that park and release them; one
 * transaction does one of both. Nothing is written where neither happens.
 */
final class ParkedCauses {

  /** Of a longer reason the beginning tells causes apart: an index takes no text of any length. */
  static final int REASON = 500;

  private static final class Change {
    private long messages;
    private long oldest = Long.MAX_VALUE;
    private long newest;

    private void add(long id) {
      messages++;
      oldest = Math.min(oldest, id);
      newest = Math.max(newest, id);
    }
  }

  private static final String OF_CAUSE = " where source = ? and stage = ? and reason = ?";
  private static final String PARK =
      "insert into parked_cause (source, stage, reason, messages, oldest, newest)"
          + " values (?, ?, ?, ?, ?, ?) on conflict (source, stage, reason) do update set"
          + " messages = parked_cause.messages + excluded.messages,"
          + " oldest = case when excluded.oldest < parked_cause.oldest then excluded.oldest"
          + " else parked_cause.oldest end,"
          + " newest = case when excluded.newest > parked_cause.newest then excluded.newest"
          + " else parked_cause.newest end";
  private static final String RELEASE =
      "update parked_cause set messages = messages - ?" + OF_CAUSE;
  private static final String GONE = "delete from parked_cause" + OF_CAUSE + " and messages <= 0";
  // only of what lost its newest, which a release takes last
  private static final String NEWEST =
      "update parked_cause set newest = coalesce((select m.id from message m"
          + " where m.state = 'PARKED' and m.source = parked_cause.source"
          + " and coalesce(m.stage, '') = parked_cause.stage and substr(coalesce(m.reason, ''), 1, "
          + REASON
          + ") = parked_cause.reason order by m.id desc limit 1), newest)"
          + OF_CAUSE
          + " and newest = ?";

  // in one order, so that no two nodes wait for each other's rows
  private final Map<Cause, Change> changes =
      new TreeMap<>(
          Comparator.comparing(Cause::source)
              .thenComparing(Cause::stage)
              .thenComparing(Cause::reason));

  /** The cause of a message; null means nothing. */
  static Cause cause(String source, String stage, String reason) {
    String text = reason == null ? "" : reason;
    // as the databases count characters
    String cut =
        text.codePointCount(0, text.length()) <= REASON
            ? text
            : text.substring(0, text.offsetByCodePoints(0, REASON));
    return new Cause(source, stage == null ? "" : stage, cut);
  }

  /** Adds a message that the current transaction parks, or releases. */
  void add(String source, String stage, String reason, long id) {
    changes.computeIfAbsent(cause(source, stage, reason), cause -> new Change()).add(id);
  }

  /** Drops what was added by a transaction that did not commit. */
  void clear() {
    changes.clear();
  }

  /** Writes what was parked, and starts anew. */
  void park(Session session) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    PreparedStatement park = session.prepare(PARK);
    for (Map.Entry<Cause, Change> one : changes.entrySet()) {
      cause(park, 1, one.getKey());
      park.setLong(4, one.getValue().messages);
      park.setLong(5, one.getValue().oldest);
      park.setLong(6, one.getValue().newest);
      park.addBatch();
    }
    changes.clear();
    park.executeBatch();
  }

  /** Writes what was released, after its messages are no longer parked, and starts anew. */
  void release(Session session) throws SQLException {
    for (Map.Entry<Cause, Change> one : changes.entrySet()) {
      PreparedStatement release = session.prepare(RELEASE);
      release.setLong(1, one.getValue().messages);
      cause(release, 2, one.getKey());
      release.executeUpdate();
      PreparedStatement gone = session.prepare(GONE);
      cause(gone, 1, one.getKey());
      if (gone.executeUpdate() == 0) {
        PreparedStatement newest = session.prepare(NEWEST);
        cause(newest, 1, one.getKey());
        newest.setLong(4, one.getValue().newest);
        newest.executeUpdate();
      }
    }
    changes.clear();
  }

  private static void cause(PreparedStatement statement, int from, Cause cause)
      throws SQLException {
    statement.setString(from, cause.source());
    statement.setString(from + 1, cause.stage());
    statement.setString(from + 2, cause.reason());
  }
}
