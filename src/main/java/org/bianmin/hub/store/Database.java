package org.bianmin.hub.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The database behind the store: opens the writer, serves readers, applies migrations. */
public final class Database implements AutoCloseable {

  /** Senders wait for the writer's answer. */
  private static final Duration WRITER = Duration.ofSeconds(30);

  /** Longer than any query takes; who reads what waits must not wait for ever. */
  private static final Duration READERS = Duration.ofMinutes(2);

  private final Engine engine;
  private final String url;
  private final Properties login = new Properties();
  private final Path file;
  private final HikariDataSource readers;

  public Database(StoreProperties properties, DataFolder folder) {
    String external = properties.url();
    this.file = external == null ? folder.data().resolve("hub.db").toAbsolutePath() : null;
    this.url = external == null ? "jdbc:sqlite:" + file : tuned(external);
    this.engine = Engine.of(url);
    if (external == null) {
      // ids come from Ids; the driver asks for the last row id after each insert otherwise
      login.setProperty("jdbc.get_generated_keys", "false");
    }
    try {
      Files.createDirectories(folder.data());
      if (properties.username() != null) {
        login.setProperty("user", properties.username());
      }
      if (properties.passwordFile() != null) {
        login.setProperty("password", Files.readString(properties.passwordFile()).strip());
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "Cannot use " + e.getMessage() + ": check hub.data and hub.store.password-file", e);
    }
    migrate();
    this.readers = openReaders(properties.readers());
  }

  /** Connections for queries; they cannot write. */
  public DataSource readers() {
    return readers;
  }

  StoreFacts.Readers pool() {
    HikariPoolMXBean pool = readers.getHikariPoolMXBean();
    int most = readers.getMaximumPoolSize();
    return pool == null
        ? new StoreFacts.Readers(most, 0, 0)
        : new StoreFacts.Readers(
            most, pool.getActiveConnections(), pool.getThreadsAwaitingConnection());
  }

  /** The embedded store's file, null for PostgreSQL. */
  Path file() {
    return file;
  }

  Engine engine() {
    return engine;
  }

  Session openWriter() throws SQLException {
    return openWriter(WRITER);
  }

  /**
   * A connection that writes.
   *
   * @param patience how long the server may say nothing, unless {@code hub.store.url} says another
   *     time
   */
  Session openWriter(Duration patience) throws SQLException {
    Properties all = engine.patient(patience);
    all.putAll(login);
    Connection connection = DriverManager.getConnection(url, all);
    try {
      engine.prepareWriter(connection);
      connection.setAutoCommit(false);
      return new Session(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private void migrate() {
    try (Connection first = DriverManager.getConnection(url, login)) {
      engine.prepareWriter(first);
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The store at "
              + url
              + " does not open ("
              + e.getMessage()
              + "): check hub.store.url, hub.data and the rights on the folder",
          e);
    }
    Flyway.configure()
        .dataSource(url, login.getProperty("user"), login.getProperty("password"))
        .locations(engine.migrations())
        .placeholders(engine.ddl())
        .load()
        .migrate();
  }

  private HikariDataSource openReaders(int size) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("store-readers");
    pool.setJdbcUrl(url);
    pool.setUsername(login.getProperty("user"));
    pool.setPassword(login.getProperty("password"));
    pool.setMaximumPoolSize(size);
    pool.setMinimumIdle(1);
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionTimeout(5_000);
    pool.setDataSourceProperties(engine.patient(READERS));
    if (engine == Engine.SQLITE) {
      pool.setConnectionInitSql("pragma query_only = on");
    } else {
      pool.setReadOnly(true);
    }
    return new HikariDataSource(pool);
  }

  /** JSON text bound as a plain parameter and batched inserts need these on PostgreSQL. */
  private static String tuned(String url) {
    String separator = url.contains("?") ? "&" : "?";
    return url.contains("stringtype=")
        ? url
        : url + separator + "stringtype=unspecified&reWriteBatchedInserts=true";
  }

  @Override
  public void close() {
    readers.close();
  }
}
