package org.bianmin.hub.alert;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.bianmin.hub.store.Session;

/** Of several nodes on one store one holds it; when that one is gone, another takes it. */
enum Lease {
  /** To evaluate the rules. */
  WATCH("alert_lease"),
  /** To tell people. */
  TELL("alert_teller");

  private final String sql;

  Lease(String table) {
    this.sql =
        "update "
            + table
            + " set holder = ?, until = ? where one = 1 and (holder = ? or until < ?)";
  }

  /** Whether the node holds it until then. */
  boolean take(Session session, String holder, long until, long now) throws SQLException {
    PreparedStatement take = session.prepare(sql);
    take.setString(1, holder);
    take.setLong(2, until);
    take.setString(3, holder);
    take.setLong(4, now);
    return take.executeUpdate() == 1;
  }
}
