package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts that are written in the transaction that makes the change they count, per minute and in
 * total. The conservation check compares them with the rows themselves.
 */
public final class Tallies {

  private record Entry(String what, String who) {}

  private static final long MINUTE = 60_000;
  private static final String ADD =
      "insert into tally (minute, room, what, who, n) values (?, ?, ?, ?, ?)"
          + " on conflict (minute, room, what, who) do update set n = tally.n + excluded.n";

  private final String room;
  private final Map<Entry, Long> counts = new HashMap<>();

  public Tallies(String room) {
    this.room = room;
  }

  /** Adds to a count of the current transaction. */
  public void add(String what, String who, long n) {
    counts.merge(new Entry(what, who), n, Long::sum);
  }

  /** Writes what was added, and starts anew. */
  public void write(Session session, long now) throws SQLException {
    PreparedStatement add = session.prepare(ADD);
    for (Map.Entry<Entry, Long> count : counts.entrySet()) {
      if (count.getValue() != 0) {
        row(add, now - Math.floorMod(now, MINUTE), count);
        row(add, 0, count);
      }
    }
    counts.clear();
    add.executeBatch();
  }

  /** Drops what was added by a transaction that did not commit. */
  public void clear() {
    counts.clear();
  }

  private void row(PreparedStatement add, long minute, Map.Entry<Entry, Long> count)
      throws SQLException {
    add.setLong(1, minute);
    add.setString(2, room);
    add.setString(3, count.getKey().what());
    add.setString(4, count.getKey().who());
    add.setLong(5, count.getValue());
    add.addBatch();
  }
}
