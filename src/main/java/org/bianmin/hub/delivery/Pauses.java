package org.bianmin.hub.delivery;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.bianmin.hub.store.Session;

/** Stored pauses: a destination that was paused stays so after a restart. */
final class Pauses {

  private static final String WRITE =
      "insert into destination_pause (destination, reason, paused_at) values (?, ?, ?)"
          + " on conflict (destination) do update set reason = excluded.reason";

  private Pauses() {}

  static int write(Session session, String destination, String reason) throws SQLException {
    PreparedStatement write = session.prepare(WRITE);
    write.setString(1, destination);
    write.setString(2, reason);
    write.setLong(3, System.currentTimeMillis());
    return write.executeUpdate();
  }
}
