package org.bianmin.hub.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * PostgreSQL as in production: each commit is on the disk before it is told. A server for tests has
 * that off unless it is asked for.
 */
final class BenchPostgres {

  private BenchPostgres() {}

  /** A server on an empty folder of its own. */
  static EmbeddedPostgres start() throws IOException, SQLException {
    return start(builder -> builder);
  }

  /**
   * A server.
   *
   * @throws IllegalStateException when it does not force commits to the disk
   */
  static EmbeddedPostgres start(UnaryOperator<EmbeddedPostgres.Builder> how)
      throws IOException, SQLException {
    EmbeddedPostgres server =
        how.apply(
                EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .setPGStartupWait(Duration.ofMinutes(5)))
            .start();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        try (ResultSet row = statement.executeQuery("show " + setting)) {
          row.next();
          if (!"on".equals(row.getString(1))) {
            server.close();
            throw new IllegalStateException(setting + " is off: commits would not be durable");
          }
        }
      }
    }
    return server;
  }

  /** JDBC URL of a new database. */
  static String database(EmbeddedPostgres server, String name) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return server.getJdbcUrl("postgres", name);
  }
}
