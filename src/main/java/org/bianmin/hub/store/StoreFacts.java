package org.bianmin.hub.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What there is to say about the database itself; asks for nothing that walks over a table. */
public final class StoreFacts {

  /**
   * A table.
   *
   * @param rows about so many; of the embedded store at most so many
   * @param bytes with its indexes; -1 where it cannot be told cheaply
   */
  public record Table(String name, long rows, long bytes) {}

  /**
   * The newest migration.
   *
   * @param count of all that were applied
   */
  public record Migration(String version, String name, int count) {}

  /**
   * The database.
   *
   * @param bytes that it takes
   * @param walBytes of the write-ahead log; -1 for PostgreSQL
   */
  public record Facts(
      String engine,
      String version,
      long bytes,
      long walBytes,
      Migration migration,
      List<Table> tables) {}

  /**
   * How the writer does.
   *
   * @param waiting items on their way to a commit, by lane
   * @param half, most microseconds within which 50 and 99 of 100 of the last commits were made
   * @param measured of so many commits
   */
  public record Writer(
      Map<String, Integer> waiting, long commits, long half, long most, int measured) {}

  /**
   * The connections for queries ({@code hub.store.readers}).
   *
   * @param most so many at a time
   * @param busy that are in use
   * @param waiting threads that wait for one
   */
  public record Readers(int most, int busy, int waiting) {}

  private static final List<String> TABLES =
      List.of(
          "message",
          "message_block",
          "measure_event",
          "measure_event_version",
          "delivery",
          "delivery_attempt",
          "delivery_batch",
          "tally",
          "audit_entry");

  private final Database database;
  private final GroupCommit commits;

  StoreFacts(Database database, GroupCommit commits) {
    this.database = database;
    this.commits = commits;
  }

  public boolean embedded() {
    return database.file() != null;
  }

  /** How the writer does at this moment. */
  public Writer writer() {
    long[] nanos = commits.lastNanos();
    Arrays.sort(nanos);
    return new Writer(
        commits.waiting(), commits.commits(), at(nanos, 50), at(nanos, 99), nanos.length);
  }

  private static long at(long[] sorted, int percent) {
    return sorted.length == 0
        ? 0
        : sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)] / 1_000;
  }

  /** How many queries run at this moment, and how many wait for a connection. */
  public Readers readers() {
    return database.pool();
  }

  /**
   * Asks the database.
   *
   * @throws StoreUnavailable when it does not answer
   */
  public Facts read() {
    try (Connection connection = database.readers().getConnection();
        Statement statement = connection.createStatement()) {
      return embedded() ? sqlite(statement) : postgres(statement);
    } catch (SQLException e) {
      throw new StoreUnavailable("The database does not answer: " + e.getMessage(), e);
    }
  }

  private Facts sqlite(Statement statement) throws SQLException {
    List<Table> tables = new ArrayList<>();
    for (String table : TABLES) {
      // tables without a row id are clustered by their key and tell no number
      String of = rowid(statement, table);
      if (of != null) {
        tables.add(new Table(table, number(statement, "select max(" + of + ") from " + table), -1));
      }
    }
    Path wal = database.file().resolveSibling(database.file().getFileName() + "-wal");
    return new Facts(
        "SQLite",
        text(statement, "select sqlite_version()"),
        database.file().toFile().length(),
        wal.toFile().length(),
        migration(statement),
        tables);
  }

  private static String rowid(Statement statement, String table) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select wr from pragma_table_list where schema = 'main' and name = '" + table + "'")) {
      return row.next() && row.getInt(1) == 0 ? "rowid" : null;
    }
  }

  private static Facts postgres(Statement statement) throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (ResultSet row =
        statement.executeQuery(
            "select c.relname, greatest(c.reltuples, 0)::bigint, pg_total_relation_size(c.oid)"
                + " from pg_class c where c.relkind = 'r' and c.relnamespace ="
                + " current_schema()::regnamespace order by 3 desc limit 20")) {
      while (row.next()) {
        tables.add(new Table(row.getString(1), row.getLong(2), row.getLong(3)));
      }
    }
    return new Facts(
        "PostgreSQL",
        text(statement, "show server_version"),
        number(statement, "select pg_database_size(current_database())"),
        -1,
        migration(statement),
        tables);
  }

  private static Migration migration(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select version, description, (select count(*) from flyway_schema_history where"
                + " version is not null) from flyway_schema_history where version is not null"
                + " order by installed_rank desc limit 1")) {
      return row.next()
          ? new Migration(row.getString(1), row.getString(2), row.getInt(3))
          : new Migration("", "", 0);
    }
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }
}
