package org.bianmin.hub.indicator.report;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.bianmin.hub.store.Session;

/** What a revision froze, as rows. */
final class ReportValueRows {

  private static final String VALUE =
      "insert into report_value (report_id, revision, place, indicator, body, was,"
          + " causes, kinds) values (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String CONTRIBUTORS =
      "insert into report_contributors (report_id, revision, indicator, side, n, packed)"
          + " values (?, ?, ?, ?, ?, ?)";
  private static final String CAUSE =
      "insert into report_cause (report_id, revision, indicator, side, event_id, kind, before,"
          + " after) values (?, ?, ?, ?, ?, ?, ?, ?)";

  private ReportValueRows() {}

  static void insert(Session session, long report, int revision, Cut cut) throws SQLException {
    int place = 0;
    for (Cut.Line line : cut.lines()) {
      PreparedStatement value = session.prepare(VALUE);
      value.setLong(1, report);
      value.setInt(2, revision);
      value.setInt(3, place);
      value.setString(4, line.value().indicator());
      value.setString(5, ReportTexts.write(line.value()));
      value.setString(6, line.was() == null ? null : ReportTexts.write(line.was()));
      value.setLong(7, line.causeCount());
      value.setString(8, CauseKind.written(line.kinds()));
      value.executeUpdate();
      place++;
    }
  }

  /** The events behind values, under the number of their stage. */
  static void behind(Session session, long report, long stage, List<Cut.Line> lines)
      throws SQLException {
    for (Cut.Line line : lines) {
      contributors(session, report, stage, line);
      causes(session, report, stage, line);
    }
  }

  /** The values of a revision that the hub took back itself stay; the events behind them go. */
  static void prune(Session session, long report, int revision) throws SQLException {
    for (String table : new String[] {"report_contributors", "report_cause"}) {
      PreparedStatement delete =
          session.prepare(
              "delete from "
                  + table
                  + " where report_id = ? and revision = (select coalesce(stage, revision) from"
                  + " report_revision where report_id = ? and revision = ?)");
      delete.setLong(1, report);
      delete.setLong(2, report);
      delete.setInt(3, revision);
      delete.executeUpdate();
    }
  }

  private static void contributors(Session session, long report, long stage, Cut.Line line)
      throws SQLException {
    PreparedStatement insert = session.prepare(CONTRIBUTORS);
    for (Cut.Packed side : line.sides()) {
      insert.setLong(1, report);
      insert.setLong(2, stage);
      insert.setString(3, line.value().indicator());
      insert.setString(4, side.side());
      insert.setLong(5, side.n());
      insert.setBytes(6, side.bytes());
      insert.executeUpdate();
    }
  }

  private static void causes(Session session, long report, long stage, Cut.Line line)
      throws SQLException {
    PreparedStatement insert = session.prepare(CAUSE);
    for (Cause cause : line.causes()) {
      insert.setLong(1, report);
      insert.setLong(2, stage);
      insert.setString(3, line.value().indicator());
      insert.setString(4, cause.side());
      insert.setLong(5, cause.eventId());
      insert.setString(6, cause.kind());
      Session.setLong(insert, 7, cause.before());
      Session.setLong(insert, 8, cause.after());
      insert.addBatch();
    }
    if (!line.causes().isEmpty()) {
      insert.executeBatch();
    }
  }
}
