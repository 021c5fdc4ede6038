package org.bianmin.hub.indicator.report;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.bianmin.hub.indicator.report.ReportQueries.Line;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;
import org.bianmin.hub.indicator.report.ReportRows.Standing;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;

/** Writes down what came of calls to a platform. */
final class SendingRows {

  private static final String NEXT =
      "update report_revision set number = coalesce(?, number), told = ?, tries = case when number"
          + " is null and cast(? as text) is not null then 1 else tries + 1 end, next_try = ? where"
          + " report_id = ? and revision = ?";
  private static final String LOST =
      "update report_revision set number = null where report_id = ? and revision = ?";
  private static final String TRY =
      "insert into report_try (id, report_id, revision, destination, at, outcome, detail)"
          + " values (?, ?, ?, ?, ?, ?, ?)";
  private static final String REASON =
      "insert into report_reason (report_id, revision, place, indicator, member, code, message)"
          + " values (?, ?, ?, ?, ?, ?, ?)";
  private static final String PAUSE =
      "insert into report_pause (destination, reason, at) values (?, ?, ?)"
          + " on conflict (destination) do update set reason = excluded.reason";

  private static final int LONGEST = 500;

  private final Commands commands;
  private final ReportRows rows;
  private final Ids tries;

  SendingRows(Commands commands, ReportRows rows, GroupCommit commits) {
    this.commands = commands;
    this.rows = rows;
    this.tries = new Ids("report_try", commits);
  }

  private interface Change {
    void write(Session session) throws SQLException;
  }

  /** Writes, unless another node has written the platform's word already. */
  private void still(Line report, Revision revision, Change change) {
    commands.execute(
        session -> {
          boolean submitted =
              rows.standings(session, report.id()).stream()
                  .anyMatch(
                      s ->
                          s.revision() == revision.revision()
                              && s.state() == ReportState.SUBMITTED);
          if (submitted) {
            change.write(session);
          }
          return null;
        });
  }

  /** The platform looks at it; asked again later. */
  void underWay(Line report, Revision revision, ReportPlatform.Taken taken, long now, long next) {
    still(
        report,
        revision,
        session -> {
          if (!taken.state().equals(revision.told())) {
            tell(session, report, revision, now, taken.state(), taken.number());
          }
          next(session, report, revision, taken.number(), taken.state(), next);
        });
  }

  /** Another try may help. */
  void away(Line report, Revision revision, String reason, long now, long next) {
    still(
        report,
        revision,
        session -> {
          tell(session, report, revision, now, "away", reason);
          next(session, report, revision, null, revision.told(), next);
        });
  }

  /** The platform does not know its own number; the report is handed in again. */
  void lost(Line report, Revision revision, String reason, long now, long next) {
    still(
        report,
        revision,
        session -> {
          tell(session, report, revision, now, "away", reason);
          next(session, report, revision, null, revision.told(), next);
          PreparedStatement lost = session.prepare(LOST);
          lost.setLong(1, report.id());
          lost.setInt(2, revision.revision());
          lost.executeUpdate();
        });
  }

  /** Whether a platform's word is its last one of a revision. */
  static boolean judges(String word) {
    return word.equals("accepted") || word.equals("returned") || word.equals("restated");
  }

  /** Nothing gets through to the destination until a person resumes it. */
  void closed(Line report, Revision revision, String reason, long now) {
    still(
        report,
        revision,
        session -> {
          tell(session, report, revision, now, "closed", reason);
          PreparedStatement pause = session.prepare(PAUSE);
          pause.setString(1, report.destination());
          pause.setString(2, cut(reason));
          pause.setLong(3, now);
          pause.executeUpdate();
        });
  }

  /** The platform accepted or returned it, or has a later one in its place. */
  void judged(Line report, Revision revision, ReportPlatform.Taken taken, long now) {
    boolean returned = taken.state().equals("returned");
    still(
        report,
        revision,
        session -> {
          tell(session, report, revision, now, taken.state(), taken.number());
          next(session, report, revision, taken.number(), taken.state(), null);
          ReportState state =
              switch (taken.state()) {
                case "returned" -> ReportState.RETURNED;
                // a later revision counts there already
                case "restated" -> ReportState.RESTATED;
                default -> ReportState.ACCEPTED;
              };
          rows.state(session, report.id(), revision.revision(), state);
          rows.tell(session, report.id(), revision.revision(), state.code(), null, now, null);
          if (returned) {
            reasons(session, report, revision, taken);
          } else {
            restate(session, report, revision, now);
          }
          rows.lead(session, report.id());
        });
  }

  private void restate(Session session, Line report, Revision revision, long now)
      throws SQLException {
    for (Standing other : rows.standings(session, report.id())) {
      if (other.revision() < revision.revision()
          && (other.state() == ReportState.ACCEPTED || other.state() == ReportState.RETURNED)) {
        rows.state(session, report.id(), other.revision(), ReportState.RESTATED);
        rows.tell(
            session, report.id(), other.revision(), ReportState.RESTATED.code(), null, now, null);
      }
    }
  }

  private static void reasons(
      Session session, Line report, Revision revision, ReportPlatform.Taken taken)
      throws SQLException {
    int place = 0;
    for (ReportPlatform.Reason reason : taken.reasons()) {
      PreparedStatement insert = session.prepare(REASON);
      insert.setLong(1, report.id());
      insert.setInt(2, revision.revision());
      insert.setInt(3, place++);
      insert.setString(4, reason.indicator() == null ? "" : reason.indicator());
      insert.setString(5, reason.member() == null ? "" : reason.member());
      insert.setString(6, reason.code());
      insert.setString(7, cut(reason.message()));
      insert.executeUpdate();
    }
  }

  private static void next(
      Session session, Line report, Revision revision, String number, String told, Long at)
      throws SQLException {
    PreparedStatement update = session.prepare(NEXT);
    update.setString(1, number);
    update.setString(2, told);
    update.setString(3, number);
    Session.setLong(update, 4, at);
    update.setLong(5, report.id());
    update.setInt(6, revision.revision());
    update.executeUpdate();
  }

  private void tell(
      Session session, Line report, Revision revision, long now, String outcome, String detail)
      throws SQLException {
    PreparedStatement insert = session.prepare(TRY);
    insert.setLong(1, tries.next(session));
    insert.setLong(2, report.id());
    insert.setInt(3, revision.revision());
    insert.setString(4, report.destination());
    insert.setLong(5, now);
    insert.setString(6, outcome);
    insert.setString(7, cut(detail));
    insert.executeUpdate();
  }

  /** Lets a paused destination get reports again; false where it is not paused. */
  boolean resume(String destination) {
    return commands.execute(
        session -> {
          PreparedStatement delete =
              session.prepare("delete from report_pause where destination = ?");
          delete.setString(1, destination);
          return delete.executeUpdate() > 0;
        });
  }

  private static String cut(String text) {
    return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
