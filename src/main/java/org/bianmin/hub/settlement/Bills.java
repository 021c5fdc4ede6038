package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Notices when a bill has come to its end: no line of it for a minute. Then what it does not have
 * is reconciled again; sooner, all of a day would be missing for the time that its bill is read.
 */
final class Bills {

  private record Bill(String facility, String day, String method, String platform) {}

  /** A bill is read in one go, in seconds; between its lines there is no such pause. */
  private static final long QUIET_MILLIS = 60_000;

  private static final String NEWS =
      "select facility, day, method, platform from reconciliation_bill where changed_at <= ?"
          + " and ((there = 0 and n > 0) or (there = 1 and n <= 0))";
  // only if it still is as it was read
  private static final String SET =
      "update reconciliation_bill set there = 1 - there where facility = ? and day = ? and method ="
          + " ? and platform = ? and ((there = 0 and n > 0) or (there = 1 and n <= 0))";
  static final String AGAIN =
      "update settlement_record set waiting = 1 where facility = ? and day = ? and method = ?"
          + " and billed is null and active = 1 and kind <> 'settlement' and waiting = 0"
          + " and (platform is null or ? = '' or platform = ?)";

  private final JdbcClient queries;
  private final Commands commands;
  private final Reconciler reconciler;
  private final Clock clock;

  Bills(JdbcClient queries, Commands commands, Reconciler reconciler, Clock clock) {
    this.queries = queries;
    this.commands = commands;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Looks at what has come.
   *
   * @return whether there is something to reconcile
   */
  boolean look() {
    List<Bill> news =
        queries
            .sql(NEWS)
            .param(clock.millis() - QUIET_MILLIS)
            .query(
                (row, n) ->
                    new Bill(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
            .list();
    boolean some = false;
    for (Bill bill : news) {
      some |= commands.execute(session -> set(session, bill)) > 0;
    }
    return some;
  }

  private int set(Session session, Bill bill) throws SQLException {
    reconciler.takeTurn(session);
    PreparedStatement set = session.prepare(SET);
    bind(set, bill);
    set.setString(4, bill.platform());
    if (set.executeUpdate() == 0) {
      return 0;
    }
    PreparedStatement again = session.prepare(AGAIN);
    bind(again, bill);
    again.setString(4, bill.platform());
    again.setString(5, bill.platform());
    return again.executeUpdate();
  }

  private static void bind(PreparedStatement statement, Bill bill) throws SQLException {
    statement.setString(1, bill.facility());
    statement.setString(2, bill.day());
    statement.setString(3, bill.method());
  }
}
