package org.bianmin.hub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The writer's connection inside a transaction. Statements stay prepared for the life of the
 * connection, so callers do not close them.
 */
public final class Session implements AutoCloseable {

  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private final SortedMap<Tallies.Row, Long> counts = new TreeMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** The prepared statement of a SQL text; one use at a time. */
  public PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  /** Binds a number that may be missing. */
  public static void setLong(PreparedStatement statement, int index, Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value);
    }
  }

  /** Executes what is not worth being prepared, such as what makes a table. */
  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // SQLite's driver takes all steps of a statement only so
      int unused = statement.executeUpdate(sql);
    }
  }

  /** The one number that a query answers; 0 for none. */
  public long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /** Counts with the commit. */
  void count(Tallies.Row row, long n) {
    counts.merge(row, n, Long::sum);
  }

  void commit() throws SQLException {
    if (!counts.isEmpty()) {
      Tallies.write(this, counts);
      counts.clear();
    }
    connection.commit();
  }

  void rollback() throws SQLException {
    counts.clear();
    connection.rollback();
    for (PreparedStatement statement : statements.values()) {
      // what was batched but not yet executed must not be written by the next transaction
      statement.clearBatch();
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // it is being thrown away because it is broken; there is nothing left to save
      statements.clear();
    }
  }
}
