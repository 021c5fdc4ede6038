package org.bianmin.hub.access;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.bianmin.hub.store.Session;

/**
 * A user as the store holds it.
 *
 * @param former hashes of the passwords before, newest first
 * @param passwordAt when the password was set, epoch milliseconds
 */
record UserRow(User user, String hash, List<String> former, long passwordAt) {

  static final String SELECT =
      "select id, login, name, roles, must_change, disabled, failed, locked_until, last_login,"
          + " hash, former, password_at from access_user";

  private static final String BY_ID = SELECT + " where id = ?";
  private static final String BY_LOGIN = SELECT + " where login = ?";

  static UserRow read(ResultSet row, int n) throws SQLException {
    Object last = row.getObject(9);
    String former = row.getString(11);
    return new UserRow(
        new User(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            Role.held(Arrays.asList(row.getString(4).split(",", -1))),
            row.getInt(5) == 1,
            row.getInt(6) == 1,
            row.getInt(7),
            row.getLong(8),
            last == null ? null : ((Number) last).longValue()),
        row.getString(10),
        former.isEmpty() ? List.of() : List.of(former.split("\n", -1)),
        row.getLong(12));
  }

  /** The user, null where there is none. */
  static UserRow find(Session session, long id) throws SQLException {
    PreparedStatement select = session.prepare(BY_ID);
    select.setLong(1, id);
    return first(select);
  }

  /** The user, null where there is none. */
  static UserRow find(Session session, String login) throws SQLException {
    PreparedStatement select = session.prepare(BY_LOGIN);
    select.setString(1, login);
    return first(select);
  }

  private static UserRow first(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? read(row, 0) : null;
    }
  }
}
