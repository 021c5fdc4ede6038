package org.bianmin.hub.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** How PostgreSQL would run a statement. */
public final class PostgresPlans {

  private PostgresPlans() {}

  /**
   * The plan for all values, as the driver has it for a statement that was run some times.
   *
   * @param sql with {@code ?} for parameters
   */
  public static String of(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      prepare(statement, sql);
      return of(statement, sql);
    }
  }

  /**
   * The plan for these values, which the driver has for the first runs of a statement, and
   * PostgreSQL keeps where it seems cheaper.
   *
   * @param values as SQL, one per {@code ?}
   */
  static String of(String url, String sql, List<String> values) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      prepare(statement, sql);
      statement.execute("set plan_cache_mode = force_custom_plan");
      return plan(statement, String.join(", ", values));
    }
  }

  /** Prepares a statement, which a session plans once and again when statistics are new. */
  static void prepare(Statement session, String sql) throws SQLException {
    session.execute("set plan_cache_mode = force_generic_plan");
    StringBuilder numbered = new StringBuilder();
    int params = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      numbered.append(c == '?' ? "$" + ++params : String.valueOf(c));
    }
    session.execute("prepare planned as " + numbered);
  }

  /** The plan of the statement that was prepared. */
  static String of(Statement session, String sql) throws SQLException {
    long params = sql.chars().filter(c -> c == '?').count();
    return plan(session, "null" + ", null".repeat((int) params - 1));
  }

  private static String plan(Statement session, String values) throws SQLException {
    StringBuilder plan = new StringBuilder();
    try (var rows = session.executeQuery("explain execute planned(" + values + ")")) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
