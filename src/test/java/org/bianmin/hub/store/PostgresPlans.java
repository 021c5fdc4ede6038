package org.bianmin.hub.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** How PostgreSQL runs the statements of the writer's connection. */
final class PostgresPlans {

  private PostgresPlans() {}

  /**
   * Prepares a statement, which a session plans once and again when statistics are new.
   *
   * @param sql with {@code ?} for parameters
   */
  static void prepare(Session writer, String name, String sql) throws SQLException {
    StringBuilder numbered = new StringBuilder();
    int params = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      numbered.append(c == '?' ? "$" + ++params : String.valueOf(c));
    }
    writer.run("prepare " + name + " as " + numbered);
  }

  /**
   * The plan of a statement that was prepared.
   *
   * @param values as SQL, one per parameter
   */
  static String of(Session writer, String name, List<String> values) throws SQLException {
    StringBuilder plan = new StringBuilder();
    String execute = "explain execute " + name + "(" + String.join(", ", values) + ")";
    try (ResultSet rows = writer.prepare(execute).executeQuery()) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
