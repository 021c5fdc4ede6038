package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Counts that are written in the transaction that makes the change they count, per minute and in
 * total. The conservation check compares them with the rows themselves.
 */
public final class Tallies {

  private record Entry(String what, String who) {}

  /** Its key in the table. */
  record Row(long minute, String room, String what, String who) implements Comparable<Row> {

    private static final Comparator<Row> ORDER =
        Comparator.comparingLong(Row::minute)
            .thenComparing(Row::room)
            .thenComparing(Row::what)
            .thenComparing(Row::who);

    @Override
    public int compareTo(Row other) {
      return ORDER.compare(this, other);
    }
  }

  private static final long MINUTE = 60_000;
  private static final String ADD =
      "insert into tally (minute, room, what, who, n) values (?, ?, ?, ?, ?)"
          + " on conflict (minute, room, what, who) do update set n = tally.n + excluded.n";

  private static final long QUARTER = 15 * MINUTE;

  private final String room;
  private final long grain;
  private final Map<Entry, Long> counts = new HashMap<>();

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

  /**
   * Has the transaction write what was added, and starts anew. All nodes write these rows, so the
   * transaction does it last: it keeps the others waiting for its commit alone, and never waits for
   * anything else while it holds them.
   */
  public void write(Session session, long now) {
    for (Map.Entry<Entry, Long> count : counts.entrySet()) {
      if (count.getValue() != 0) {
        String what = count.getKey().what();
        String who = count.getKey().who();
        long minute = now - Math.floorMod(now, grain);
        session.count(new Row(minute, room, what, who), count.getValue());
        session.count(new Row(0, room, what, who), count.getValue());
      }
    }
    counts.clear();
  }

  /**
   * Writes the counts of a transaction.
   *
   * @param counts in one order, so that no two nodes wait for each other's rows
   */
  static void write(Session session, SortedMap<Row, Long> counts) throws SQLException {
    PreparedStatement add = session.prepare(ADD);
    for (Map.Entry<Row, Long> count : counts.entrySet()) {
      add.setLong(1, count.getKey().minute());
      add.setString(2, count.getKey().room());
      add.setString(3, count.getKey().what());
      add.setString(4, count.getKey().who());
      add.setLong(5, count.getValue());
      add.addBatch();
    }
    add.executeBatch();
  }

  /** Drops what was added by a transaction that did not commit. */
  public void clear() {
    counts.clear();
  }
}
