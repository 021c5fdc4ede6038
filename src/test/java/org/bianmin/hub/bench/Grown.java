package org.bianmin.hub.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes many rows of few by copying inside the database: a copy has every column of a row that the
 * hub wrote, except those that are named. Indexes are dropped for as long and made again.
 */
final class Grown implements AutoCloseable {

  private final Connection connection;
  private final boolean postgres;
  private final List<String> indexes = new ArrayList<>();

  /** On a store that no hub uses; the connection is in auto-commit. */
  Grown(Connection connection, boolean postgres) throws SQLException {
    this.connection = connection;
    this.postgres = postgres;
    if (postgres) {
      run("set synchronous_commit to off");
      run("set maintenance_work_mem to '256MB'");
      run("set max_parallel_maintenance_workers to 0");
    } else {
      // what is lost by an end of the machine is filled again
      run("pragma journal_mode = wal");
      run("pragma synchronous = off");
      run("pragma cache_size = -262144");
      run("pragma temp_store = memory");
    }
  }

  long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  long run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(0, statement.getUpdateCount());
    }
  }

  /**
   * Copies rows.
   *
   * @param changed by column, an expression over the columns of the row
   * @param from what stands after the columns of {@code select}, from the word from on
   * @return number of new rows
   */
  long copy(String table, Map<String, String> changed, String from) throws SQLException {
    List<String> columns = columns(table);
    if (!columns.containsAll(changed.keySet())) {
      throw new IllegalStateException(table + " has no column of " + changed.keySet());
    }
    List<String> values = columns.stream().map(c -> changed.getOrDefault(c, "t." + c)).toList();
    return run(
        "insert into "
            + table
            + " ("
            + String.join(", ", columns)
            + ") select "
            + String.join(", ", values)
            + " "
            + from);
  }

  List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = connection.getMetaData().getColumns(null, null, table, null)) {
      while (rows.next()) {
        columns.add(rows.getString("COLUMN_NAME"));
      }
    }
    return columns;
  }

  /** Until {@link #index}. */
  void dropIndexes(String table) throws SQLException {
    String sql =
        postgres
            ? "select indexdef, indexname from pg_indexes where tablename = '"
                + table
                + "' and indexname not like '%_pkey'"
            : "select sql, name from sqlite_master where type = 'index' and sql is not null"
                + " and tbl_name = '"
                + table
                + "'";
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        indexes.add(rows.getString(1));
        names.add(rows.getString(2));
      }
    }
    for (String name : names) {
      run("drop index " + name);
    }
  }

  /** Makes the dropped indexes again. */
  void index() throws SQLException {
    for (String sql : indexes) {
      run(sql);
    }
    indexes.clear();
  }

  /** The next id that the hub takes lies behind all rows. */
  void moveIds(String table) throws SQLException {
    run(
        String.format(
            Locale.ROOT,
            "insert into id_block (name, next_id) select '%1$s', coalesce(max(id), 0) + 1 from %1$s"
                + " where true on conflict (name) do update set next_id = excluded.next_id",
            table));
  }

  /** As a server does by itself after a while; the embedded store has no statistics. */
  void settle() throws SQLException {
    if (postgres) {
      run("vacuum analyze");
      run("checkpoint");
    } else {
      run("pragma wal_checkpoint(truncate)");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
