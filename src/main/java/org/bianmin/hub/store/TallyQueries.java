package org.bianmin.hub.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the tallies: totals, and counts per minute. */
@Component
public final class TallyQueries {

  /**
   * A count.
   *
   * @param minute start of the minute in epoch milliseconds; 0 for the total since ever
   * @param what what was counted, for example {@code received}
   * @param who source, event type or destination
   */
  public record Tally(long minute, String what, String who, long n) {}

  private static final long MINUTE = 60_000;

  private final JdbcClient queries;

  TallyQueries(JdbcClient queries) {
    this.queries = queries;
  }

  /** Totals of a room. */
  public List<Tally> totals(String room) {
    return select("minute = 0 and room = ?", room);
  }

  /**
   * Counts per minute of a room, oldest first.
   *
   * @param from first minute, epoch milliseconds, above 0
   */
  public List<Tally> minutes(String room, long from) {
    return select("minute >= ? and room = ?", from, room);
  }

  /**
   * How much was counted in a time, to the minute.
   *
   * @param who null means all
   * @param from, to epoch milliseconds; the minutes that they lie in belong to it
   */
  public long sum(String room, String what, String who, long from, long to) {
    return queries
        .sql(
            "select coalesce(sum(n), 0) from tally where minute >= ? and minute <= ? and room = ?"
                + " and what = ? and (? = '' or who = ?)")
        .params(
            Math.max(MINUTE, from - Math.floorMod(from, MINUTE)),
            to,
            room,
            what,
            who == null ? "" : who,
            who == null ? "" : who)
        .query(Long.class)
        .single();
  }

  /**
   * Sums of a room in a time, to the minute; {@code minute} is the first of them.
   *
   * @param from, to epoch milliseconds, {@code [from, to)}; a day of minutes is read in some
   *     hundredths of a second, a month is not
   */
  public List<Tally> sums(String room, long from, long to) {
    long first = Math.max(MINUTE, from - Math.floorMod(from, MINUTE));
    return queries
        .sql(
            "select what, who, sum(n) from tally where minute >= ? and minute < ? and room = ?"
                + " group by what, who order by what, who")
        .params(first, to, room)
        .query((row, n) -> new Tally(first, row.getString(1), row.getString(2), row.getLong(3)))
        .list();
  }

  private List<Tally> select(String where, Object... params) {
    return queries
        .sql(
            "select minute, what, who, n from tally where " + where + " order by minute, what, who")
        .params(params)
        .query(
            (row, n) ->
                new Tally(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)))
        .list();
  }

  /**
   * The last minute, since a moment, in which something was counted.
   *
   * @return epoch milliseconds by who; who had nothing to count since then is missing
   */
  public Map<String, Long> lastMinutes(String room, String what, long from) {
    Map<String, Long> last = new HashMap<>();
    queries
        .sql(
            "select who, max(minute) from tally where minute >= ? and room = ? and what = ?"
                + " group by who")
        .params(from, room, what)
        .query(
            row -> {
              last.put(row.getString(1), row.getLong(2));
            });
    return last;
  }
}
