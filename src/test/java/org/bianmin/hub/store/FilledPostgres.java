package org.bianmin.hub.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;

/** A store whose rows PostgreSQL has looked at, so that it plans as it does for a hub in use. */
public final class FilledPostgres implements AutoCloseable {

  private final TestStore store;
  private final Session writer;
  private int prepared;

  /**
   * A store of its own.
   *
   * @param rows statements that insert them
   */
  public FilledPostgres(Path folder, String... rows) throws IOException, SQLException {
    store = TestStore.on(folder, PostgresServer.newDatabase());
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      for (String insert : rows) {
        statement.execute(insert);
      }
      statement.execute("vacuum analyze");
    }
    writer = store.database().openWriter();
  }

  /**
   * The plan that the hub's writer has for a statement.
   *
   * @param sql with {@code ?} for parameters
   * @param values as SQL, one per {@code ?}
   */
  public String plan(String sql, List<String> values) throws SQLException {
    String name = "planned_" + ++prepared;
    PostgresPlans.prepare(writer, name, sql);
    String plan = PostgresPlans.of(writer, name, values);
    // the server ends a transaction in which nothing happens
    writer.commit();
    return plan;
  }

  /** The plan that the hub's writer has for a statement, whatever its values. */
  public String plan(String sql) throws SQLException {
    int params = (int) sql.chars().filter(c -> c == '?').count();
    return plan(sql, Collections.nCopies(params, "null"));
  }

  @Override
  public void close() {
    writer.close();
    store.close();
  }
}
