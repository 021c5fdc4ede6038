package org.bianmin.hub.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;
import org.bianmin.hub.store.Upkeep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The days of raw bytes in PostgreSQL: a table per UTC day, made ahead and dropped as a whole (ADR
 * 025).
 */
final class DayPartitions {

  private static final Logger LOG = LoggerFactory.getLogger(DayPartitions.class);

  /** Bounds of a partition: committed in {@code [from, to)}, epoch milliseconds. */
  record Day(String table, long from, long to) {}

  /** Days that are made ahead, today not counted: so long the worker may be away. */
  private static final int AHEAD = 3;

  /** Blocks that are moved in one transaction, of a megabyte each as a rule. */
  private static final int MOVED = 50;

  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final String CHECK_VIOLATION = "23514";
  private static final Pattern BOUNDS =
      Pattern.compile("FROM \\('?(\\d+)'?\\) TO \\('?(\\d+)'?\\)");

  private static final String DAYS =
      "select c.relname, pg_get_expr(c.relpartbound, c.oid) from pg_inherits i"
          + " join pg_class c on c.oid = i.inhrelid"
          + " where i.inhparent = 'message_block'::regclass";

  private final Upkeep upkeep;
  private final JdbcClient queries;
  private final NeededBlocks needed;
  private final Tallies tallies = new Tallies(RawPruner.TALLIES);

  DayPartitions(Upkeep upkeep, JdbcClient queries, NeededBlocks needed) {
    this.needed = needed;
    this.upkeep = upkeep;
    this.queries = queries;
  }

  /** Oldest first; without those for what is kept longer, and for what has no day. */
  List<Day> days() {
    return queries
        .sql(DAYS)
        .query((row, n) -> day(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(Day::from))
        .toList();
  }

  private static Day day(String table, String bounds) {
    Matcher matcher = BOUNDS.matcher(bounds);
    return matcher.find()
        ? new Day(table, Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
        : null;
  }

  /** Makes those of today and the days to come that are missing. */
  void make(long now) throws InterruptedException {
    List<Day> days = days();
    long today = Math.floorDiv(now, DAY);
    for (long day = today; day <= today + AHEAD; day++) {
      long from = day * DAY;
      if (days.stream().noneMatch(made -> made.from() < from + DAY && from < made.to())) {
        make(day, from);
      }
    }
  }

  private void make(long day, long from) throws InterruptedException {
    String table =
        "message_block_" + LocalDate.ofEpochDay(day).format(DateTimeFormatter.BASIC_ISO_DATE);
    if (hasRows(from, from + DAY)) {
      LOG.info("Raw bytes of {} came before it had a table: they are pruned row by row", table);
      return;
    }
    try {
      // attaching lets senders through, unlike making a table as a partition
      boolean made =
          upkeep
              .step(
                  session -> {
                    session.run(
                        "create table if not exists "
                            + table
                            + " (like message_block including defaults, primary key (id))");
                    session.run(
                        "alter table message_block attach partition %s for values from (%d) to (%d)"
                            .formatted(table, from, from + DAY));
                    return true;
                  })
              .orElse(false);
      if (!made) {
        LOG.info("{} could not be made, since others read raw bytes; trying again later", table);
      }
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof SQLException cause)
          || !CHECK_VIOLATION.equals(cause.getSQLState())) {
        throw e;
      }
      LOG.info("Raw bytes of {} came while it was made: they are pruned row by row", table);
    }
  }

  /** Whether there are some without a partition of their day, which could not be made any more. */
  private boolean hasRows(long from, long to) {
    return queries
            .sql(
                "select count(*) from (select 1 from message_block_default where created_at >= ?"
                    + " and created_at < ? limit 1) found")
            .params(from, to)
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * Drops a day that is over, as soon as what is needed of it is moved away.
   *
   * @return how many blocks are gone; 0 where others used the table all the time
   */
  long drop(Day day, long now) throws InterruptedException {
    long newest = queries.sql(newestOf(day)).query(Long.class).single();
    needed.forget();
    if (!move(day, needed.upTo(newest).stream().sorted().toList())) {
      return 0;
    }
    long blocks = queries.sql("select count(*) from " + day.table()).query(Long.class).single();
    long dropped =
        upkeep
            .step(
                session -> {
                  tallies.clear();
                  // nobody is between two partitions, and none comes before the table is gone
                  session.run("lock table only message_block in access exclusive mode");
                  if (session.number(newestOf(day)) > newest) {
                    return -1L;
                  }
                  session.run("drop table " + day.table());
                  tallies.add("blocks", "messages", blocks);
                  tallies.write(session, now);
                  return blocks;
                })
            .orElse(-1L);
    if (dropped < 0) {
      LOG.info("{} is in use and could not be dropped; trying again later", day.table());
      return 0;
    }
    LOG.info("Raw bytes of {} are pruned: {} blocks", day.table(), dropped);
    return dropped;
  }

  private static String newestOf(Day day) {
    return "select coalesce(max(id), 0) from " + day.table();
  }

  private boolean move(Day day, List<Long> needed) throws InterruptedException {
    String move =
        "with moved as (delete from "
            + day.table()
            + " where id = ? returning id, created_at, size, bytes)"
            + " insert into message_block_kept (id, created_at, size, bytes)"
            + " select id, -1 - created_at, size, bytes from moved";
    for (int at = 0; at < needed.size(); at += MOVED) {
      List<Long> some = needed.subList(at, Math.min(needed.size(), at + MOVED));
      if (upkeep.step(session -> execute(session, move, some)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Executes a statement for each id. */
  static int execute(Session session, String sql, List<Long> ids) throws SQLException {
    PreparedStatement statement = session.prepare(sql);
    for (long id : ids) {
      statement.setLong(1, id);
      statement.addBatch();
    }
    return statement.executeBatch().length;
  }
}
