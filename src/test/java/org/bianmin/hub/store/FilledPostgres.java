package org.bianmin.hub.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A store whose rows PostgreSQL has looked at, so that it plans as it does for a hub in use. */
public final class FilledPostgres implements AutoCloseable {

  private final String url;
  private final TestStore store;

  /**
   * A store of its own.
   *
   * @param rows statements that insert them
   */
  public FilledPostgres(Path folder, String... rows) throws IOException, SQLException {
    url = PostgresServer.newDatabase();
    store = TestStore.on(folder, url);
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String insert : rows) {
        statement.execute(insert);
      }
      statement.execute("vacuum analyze");
    }
  }

  /**
   * The plan for all values.
   *
   * @param sql with {@code ?} for parameters
   */
  public String plan(String sql) throws SQLException {
    return PostgresPlans.of(url, sql);
  }

  /**
   * The plan for these values.
   *
   * @param values as SQL, one per {@code ?}
   */
  public String plan(String sql, List<String> values) throws SQLException {
    return PostgresPlans.of(url, sql, values);
  }

  @Override
  public void close() {
    store.close();
  }
}
