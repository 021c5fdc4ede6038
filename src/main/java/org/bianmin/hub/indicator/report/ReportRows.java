package org.bianmin.hub.indicator.report;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;

/** Reports and their revisions as rows, written inside of a transaction. */
final class ReportRows {

  /** A revision as the rules of states see it. */
  record Standing(
      int revision,
      RevisionKind kind,
      ReportState state,
      String cutBy,
      String reviewedBy,
      Integer base,
      String number) {

    /** Opened by the hub beside another one, and nobody has done anything with it. */
    boolean untouched() {
      return base != null && state == ReportState.CUT && cutBy.equals(Reports.HUB);
    }
  }

  private static final String OPEN =
      "insert into report (id, programme, kind, period, until, scope_kind, scope_id, destination,"
          + " automatic, due_at, revision, state, opened_at)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 'OPEN', ?) on conflict do nothing";
  private static final String SCHEDULE =
      "update report set due_at = coalesce(due_at, ?),"
          + " automatic = case when state = 'OPEN' then ? else automatic end,"
          + " destination = case when destination = '' then ? else destination end"
          + " where programme = ? and kind = ? and period = ? and until = ? and scope_kind = ?"
          + " and scope_id = ?";
  // the first statement of every change: commands of several nodes take turns on one report
  private static final String TURN = "update report set revision = revision where id = ?";
  private static final String STANDINGS =
      "select revision, kind, state, cut_by, reviewed_by, base, number from report_revision"
          + " where report_id = ? order by revision";
  private static final String INSERT =
      "insert into report_revision (report_id, revision, kind, base, state, programme, as_of,"
          + " cut_at, cut_by, reckoned_at, grounds, stage)"
          + " values (?, ?, ?, ?, 'CUT', ?, ?, ?, ?, ?, ?, ?)";
  private static final String STATE =
      "update report_revision set state = ? where report_id = ? and revision = ?";
  private static final String LEAD =
      "update report set revision = ?, state = ?, pending = ?, pending_state = ?, problem = null"
          + " where id = ?";
  private static final String PROBLEM =
      "update report set problem = ? where id = ? and revision = ?";
  private static final String HISTORY =
      "insert into report_history (id, report_id, revision, what, who, at, comment)"
          + " values (?, ?, ?, ?, ?, ?, ?)";
  private static final String COMMENT =
      "insert into report_comment (id, report_id, revision, indicator, who, at, text)"
          + " values (?, ?, ?, ?, ?, ?, ?)";

  private final Ids reports;
  private final Ids histories;
  private final Ids comments;

  ReportRows(GroupCommit commits) {
    this.reports = new Ids("report", commits);
    this.histories = new Ids("report_history", commits);
    this.comments = new Ids("report_comment", commits);
  }

  /** The new report's id, or 0 where there is one already. */
  long open(
      Session session, ReportKey key, String destination, boolean automatic, Long dueAt, long now)
      throws SQLException {
    long id = reports.next(session);
    PreparedStatement open = session.prepare(OPEN);
    open.setLong(1, id);
    open.setString(2, key.programme());
    open.setString(3, key.kind());
    open.setString(4, key.period());
    open.setString(5, key.until() == null ? "" : key.until().toString());
    open.setString(6, key.scope().kind().name());
    open.setString(7, key.scope().id());
    open.setString(8, destination == null ? "" : destination);
    open.setLong(9, automatic ? 1 : 0);
    Session.setLong(open, 10, dueAt);
    open.setLong(11, now);
    return open.executeUpdate() == 1 ? id : 0;
  }

  /** What the calendar says of a report that somebody opened before; one that is cut stays so. */
  void schedule(Session session, ReportKey key, String destination, boolean automatic, Long dueAt)
      throws SQLException {
    PreparedStatement update = session.prepare(SCHEDULE);
    Session.setLong(update, 1, dueAt);
    update.setLong(2, automatic ? 1 : 0);
    update.setString(3, destination == null ? "" : destination);
    update.setString(4, key.programme());
    update.setString(5, key.kind());
    update.setString(6, key.period());
    update.setString(7, key.until() == null ? "" : key.until().toString());
    update.setString(8, key.scope().kind().name());
    update.setString(9, key.scope().id());
    update.executeUpdate();
  }

  /** Revisions, oldest first; nobody else changes the report until the transaction ends. */
  List<Standing> standings(Session session, long report) throws SQLException {
    PreparedStatement turn = session.prepare(TURN);
    turn.setLong(1, report);
    turn.executeUpdate();
    PreparedStatement select = session.prepare(STANDINGS);
    select.setLong(1, report);
    List<Standing> found = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        int base = row.getInt(6);
        Integer takesPlaceOf = row.wasNull() ? null : (Integer) base;
        found.add(
            new Standing(
                row.getInt(1),
                RevisionKind.valueOf(row.getString(2)),
                ReportState.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                takesPlaceOf,
                row.getString(7)));
      }
    }
    return found;
  }

  void insert(Session session, long report, int revision, RevisionKind kind, Cut cut, long stage)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, report);
    insert.setInt(2, revision);
    insert.setString(3, kind.name());
    Session.setLong(insert, 4, cut.base() == null ? null : (Long) cut.base().longValue());
    insert.setString(5, cut.programme());
    insert.setLong(6, cut.asOf());
    insert.setLong(7, cut.at());
    insert.setString(8, cut.who());
    insert.setLong(9, cut.reckonedAt());
    insert.setString(10, ReportTexts.write(cut.grounds()));
    insert.setLong(11, stage);
    insert.executeUpdate();
    ReportValueRows.insert(session, report, revision, cut);
  }

  void state(Session session, long report, int revision, ReportState state) throws SQLException {
    PreparedStatement update = session.prepare(STATE);
    update.setString(1, state.name());
    update.setLong(2, report);
    update.setInt(3, revision);
    update.executeUpdate();
  }

  void stale(Session session, long report, int revision, boolean stale) throws SQLException {
    PreparedStatement update =
        session.prepare(
            "update report_revision set stale = ? where report_id = ? and revision = ?");
    update.setLong(1, stale ? 1 : 0);
    update.setLong(2, report);
    update.setInt(3, revision);
    update.executeUpdate();
  }

  /** Writes where a report goes that had no destination. */
  void destination(Session session, long report, String destination) throws SQLException {
    PreparedStatement update =
        session.prepare("update report set destination = ? where id = ? and destination = ''");
    update.setString(1, destination);
    update.setLong(2, report);
    update.executeUpdate();
  }

  /**
   * Makes the report say which revision is in force: the last that was signed off or sent, else the
   * newest that is not put aside. A later one that is neither stands beside it.
   */
  void lead(Session session, long report) throws SQLException {
    Standing newest = null;
    Standing inForce = null;
    for (Standing standing : standings(session, report)) {
      if (standing.state() != ReportState.SUPERSEDED && standing.state() != ReportState.DECLINED) {
        newest = standing;
        inForce = ReportState.IN_FORCE.contains(standing.state()) ? standing : inForce;
      }
    }
    Standing leads = inForce == null ? newest : inForce;
    Standing beside = Objects.equals(newest, leads) ? null : newest;
    PreparedStatement update = session.prepare(LEAD);
    update.setInt(1, leads == null ? 0 : leads.revision());
    update.setString(2, leads == null ? ReportState.OPEN.name() : leads.state().name());
    Session.setLong(update, 3, beside == null ? null : (Long) (long) beside.revision());
    update.setString(4, beside == null ? null : beside.state().name());
    update.setLong(5, report);
    update.executeUpdate();
  }

  /** Sets one of the columns of a step: who did it and when. */
  void stamp(Session session, long report, int revision, String step, String who, long at)
      throws SQLException {
    String sql =
        switch (step) {
          case "reviewed" ->
              "update report_revision set reviewed_by = ?, reviewed_at = ? where report_id = ?"
                  + " and revision = ?";
          case "signed" ->
              "update report_revision set signed_by = ?, signed_at = ? where report_id = ? and"
                  + " revision = ?";
          default ->
              "update report_revision set submitted_by = ?, submitted_at = ?, next_try = 0,"
                  + " tries = 0 where report_id = ? and revision = ?";
        };
    PreparedStatement update = session.prepare(sql);
    update.setString(1, who);
    update.setLong(2, at);
    update.setLong(3, report);
    update.setInt(4, revision);
    update.executeUpdate();
  }

  /** Notes what keeps a report back, while its leading revision is this one. */
  void problem(Session session, long report, int revision, String problem) throws SQLException {
    PreparedStatement update = session.prepare(PROBLEM);
    update.setString(1, problem);
    update.setLong(2, report);
    update.setInt(3, revision);
    update.executeUpdate();
  }

  void tell(
      Session session, long report, int revision, String what, String who, long at, String comment)
      throws SQLException {
    PreparedStatement tell = session.prepare(HISTORY);
    tell.setLong(1, histories.next(session));
    tell.setLong(2, report);
    tell.setInt(3, revision);
    tell.setString(4, what);
    tell.setString(5, who);
    tell.setLong(6, at);
    tell.setString(7, comment);
    tell.executeUpdate();
  }

  void comment(
      Session session,
      long report,
      int revision,
      String indicator,
      String who,
      long at,
      String text)
      throws SQLException {
    PreparedStatement insert = session.prepare(COMMENT);
    insert.setLong(1, comments.next(session));
    insert.setLong(2, report);
    insert.setInt(3, revision);
    insert.setString(4, indicator == null ? "" : indicator);
    insert.setString(5, who);
    insert.setLong(6, at);
    insert.setString(7, text);
    insert.executeUpdate();
  }
}
