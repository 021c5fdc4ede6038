package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

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

  private static final long QUARTER = 15 * MINUTE;

  private final String room;
  private final long grain;
  // in one order, so that no two nodes wait for each other's rows
  private final Map<Entry, Long> counts =
      new TreeMap<>(Comparator.comparing(Entry::what).thenComparing(Entry::who));

  public Tallies(String room) {
    this(room, MINUTE);
  }

  private Tallies(String room, long grain) {
    this.room = room;
    this.grain = grain;
  }

  /**
   * Counts of many kinds, which are kept per quarter of an hour instead of per minute: days of
   * every time zone begin with one, and a year of them stays small.
   */
  public static Tallies quarterly(String room) {
    return new Tallies(room, QUARTER);
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
        row(add, now - Math.floorMod(now, grain), count);
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
