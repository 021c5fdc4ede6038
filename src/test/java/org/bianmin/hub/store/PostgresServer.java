package org.bianmin.hub.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of a JVM; each test has its own database on it. */
public final class PostgresServer {

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres server;

  private PostgresServer() {}

  /** JDBC URL of a new, empty database. */
  public static synchronized String newDatabase() throws IOException {
    if (server == null) {
      // no test pulls this server's plug, so it need not wait for the disk
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              // a test tells within seconds what takes a hospital minutes; statistics must follow
              .setServerConfig("autovacuum_naptime", "1s")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(PostgresServer::stop));
    }
    String name = "hub" + DATABASES.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IOException(e);
    }
    return server.getJdbcUrl("postgres", name);
  }

  private static synchronized void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
