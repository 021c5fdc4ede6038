package org.bianmin.hub.indicator.report;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the events behind a cut before the cut itself, in transactions of about a megabyte under a
 * number of their own. Nobody sees them until the revision that names the number is written; those
 * of a cut that was interrupted are removed by the report's next one.
 */
final class ReportStage {

  private static final int STEP_BYTES = 1 << 20;
  private static final int CAUSE_BYTES = 64;
  private static final long PER_MILLI = 4096;

  /** No cut takes so long; what is older and belongs to no revision was interrupted. */
  static final Duration INTERRUPTED_AFTER = Duration.ofHours(6);

  private static final String[] TABLES = {"report_contributors", "report_cause"};

  private final Commands commands;
  private final Clock clock;

  ReportStage(Commands commands, Clock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  /** The number under which a revision's events are kept. */
  static long of(JdbcClient queries, long report, int revision) {
    return queries
        .sql(
            "select coalesce(stage, revision) from report_revision where report_id = ? and revision"
                + " = ?")
        .params(report, revision)
        .query(Long.class)
        .optional()
        .orElse((long) revision);
  }

  /**
   * Writes the events of a cut.
   *
   * @return the number under which they are kept
   */
  long put(long report, Cut cut) {
    sweep(report);
    long stage = -(clock.millis() * PER_MILLI + ThreadLocalRandom.current().nextLong(PER_MILLI));
    List<Cut.Line> step = new ArrayList<>();
    long bytes = 0;
    for (Cut.Line line : cut.lines()) {
      step.add(line);
      bytes += size(line);
      if (bytes >= STEP_BYTES) {
        write(report, stage, step);
        step = new ArrayList<>();
        bytes = 0;
      }
    }
    write(report, stage, step);
    return stage;
  }

  private static long size(Cut.Line line) {
    return line.sides().stream().mapToLong(side -> side.bytes().length).sum()
        + (long) line.causes().size() * CAUSE_BYTES;
  }

  private void write(long report, long stage, List<Cut.Line> lines) {
    if (!lines.isEmpty()) {
      commands.execute(
          session -> {
            ReportValueRows.behind(session, report, stage, lines);
            return null;
          });
    }
  }

  /** Whether all of a cut's events are there, inside of the transaction that makes it visible. */
  static boolean whole(Session session, long report, long stage, Cut cut) throws SQLException {
    PreparedStatement count =
        session.prepare(
            "select count(*) from report_contributors where report_id = ? and revision = ?");
    count.setLong(1, report);
    count.setLong(2, stage);
    try (ResultSet row = count.executeQuery()) {
      return row.next()
          && row.getLong(1) == cut.lines().stream().mapToLong(line -> line.sides().size()).sum();
    }
  }

  /** Takes back what was written for a cut that does not come about. */
  void drop(long report, long stage) {
    commands.execute(
        session -> {
          for (String table : TABLES) {
            PreparedStatement delete =
                session.prepare("delete from " + table + " where report_id = ? and revision = ?");
            delete.setLong(1, report);
            delete.setLong(2, stage);
            delete.executeUpdate();
          }
          return null;
        });
  }

  private void sweep(long report) {
    long newest = -(clock.millis() - INTERRUPTED_AFTER.toMillis()) * PER_MILLI;
    commands.execute(
        session -> {
          for (String table : TABLES) {
            PreparedStatement delete =
                session.prepare(
                    "delete from "
                        + table
                        + " where report_id = ? and revision < 0 and revision > ? and revision not"
                        + " in (select stage from report_revision where report_id = ? and stage is"
                        + " not null)");
            delete.setLong(1, report);
            delete.setLong(2, newest);
            delete.setLong(3, report);
            delete.executeUpdate();
          }
          return null;
        });
  }
}
