package org.bianmin.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** A whole store on one engine, put together as the hub does it, that can be opened again. */
public final class TestStore {

  private final Path folder;
  private final String url;
  private final List<Runnable> beforeClose = new ArrayList<>();
  private final List<Nodes> nodesOfIt = new ArrayList<>();
  private Database database;
  private GroupCommit commits;
  private boolean open;

  TestStore(Path folder, String url) {
    this.folder = folder;
    this.url = url;
    open();
  }

  /** The embedded store in a folder. */
  public static TestStore embedded(Path folder) {
    return new TestStore(folder, null);
  }

  /** A store on a PostgreSQL database; the folder holds keys. */
  public static TestStore on(Path folder, String url) {
    return new TestStore(folder, url);
  }

  static TestStore fresh(Engine engine) throws IOException {
    String url = engine == Engine.POSTGRES ? PostgresServer.newDatabase() : null;
    return new TestStore(Files.createTempDirectory("hub-store"), url);
  }

  private void open() {
    database =
        new Database(new StoreProperties(url, null, null, 3, DataSize.ofMegabytes(1)), folder());
    commits = new GroupCommit(database);
    open = true;
  }

  public DataFolder folder() {
    return new DataFolder(folder);
  }

  public GroupCommit commits() {
    return commits;
  }

  public JdbcClient queries() {
    return JdbcClient.create(database.readers());
  }

  public DataSource readers() {
    return database.readers();
  }

  public Snapshot snapshot() {
    return new Snapshot(database.readers());
  }

  public FreeSpace space() {
    return new FreeSpace(folder, 0);
  }

  Database database() {
    return database;
  }

  public boolean postgres() {
    return url != null;
  }

  /** Another node on the same PostgreSQL database; its keys are the same. */
  public TestStore another() {
    return new TestStore(folder, url);
  }

  /** Another connection, which sees only what is committed. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(url == null ? "jdbc:sqlite:" + database.file() : url);
  }

  /** For one thread. */
  public Upkeep upkeep() {
    return new Upkeep(database, new Commands(commits));
  }

  /** A node of its own, on PostgreSQL; it ends with the store. */
  public Nodes node(String name, Duration lease) {
    Nodes nodes = Nodes.shared(database, commits, folder(), name, lease);
    nodes.start();
    nodesOfIt.add(nodes);
    return nodes;
  }

  /** Bytes on the disk of a table with its partitions, or of the embedded store's file. */
  public long bytes(String table) throws SQLException {
    if (!postgres()) {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        statement.execute("pragma wal_checkpoint(truncate)");
      }
      return database.file().toFile().length();
    }
    return count(
        "select coalesce(sum(pg_total_relation_size(relid)), 0) from pg_partition_tree('"
            + table
            + "')");
  }

  /** One number. */
  public long count(String sql, Object... params) {
    return queries().sql(sql).params(params).query(Long.class).single();
  }

  /** Totals of a room, by what is counted. */
  public Map<String, Long> totals(String room) {
    Map<String, Long> totals = new TreeMap<>();
    queries()
        .sql("select what, sum(n) from tally where minute = 0 and room = ? group by what")
        .param(room)
        .query(
            row -> {
              totals.put(row.getString(1), row.getLong(2));
            });
    return totals;
  }

  /** Runs before the writer stops. */
  public void beforeClose(Runnable task) {
    beforeClose.add(task);
  }

  public void close() {
    if (open) {
      open = false;
      beforeClose.forEach(Runnable::run);
      beforeClose.clear();
      commits.close();
      nodesOfIt.forEach(Nodes::close);
      nodesOfIt.clear();
      database.close();
    }
  }

  /** Stops, and opens the same data again. */
  public void reopen() {
    close();
    open();
  }

  void delete() throws IOException {
    close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
