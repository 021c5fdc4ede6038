package org.bianmin.hub.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The two databases. They run the same statements; what differs is here. */
enum Engine {
  SQLITE("integer primary key", "blob", " without rowid", "", "lower(hex(randomblob(16)))") {

    @Override
    void prepareWriter(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        // auto_vacuum takes effect only before the first table is made; pruning needs it later
        statement.execute("pragma auto_vacuum = incremental");
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = full");
        statement.execute("pragma wal_autocheckpoint = 4000");
        statement.execute("pragma cache_size = -65536");
        statement.execute("pragma temp_store = memory");
        statement.execute("pragma busy_timeout = 10000");
      }
    }

    @Override
    boolean unavailable(SQLException e) {
      // primary result codes: BUSY 5, LOCKED 6, NOMEM 7, READONLY 8, IOERR 10, CORRUPT 11, FULL 13,
      // CANTOPEN 14, PROTOCOL 15, NOTADB 26
      return switch (e.getErrorCode() & 0xFF) {
        case 5, 6, 7, 8, 10, 11, 13, 14, 15, 26 -> true;
        default -> closed(e);
      };
    }

    @Override
    boolean busy(SQLException e) {
      return (e.getErrorCode() & 0xFF) == 5;
    }
  },

  POSTGRES(
      "bigint primary key",
      "bytea",
      "",
      // what SQLite has built in
      "create function json_extract(document text, path text) returns text"
          + " language sql immutable parallel safe as"
          + " 'select jsonb_path_query_first(document::jsonb, path::jsonpath) #>> ''{}''';",
      "replace(gen_random_uuid()::text, '-', '')") {

    @Override
    Properties patient(Duration patience) {
      // a server that neither answers nor refuses is away too
      Properties all = new Properties();
      all.setProperty("connectTimeout", "5");
      all.setProperty("socketTimeout", Long.toString(Math.max(1, patience.toSeconds())));
      all.setProperty("tcpKeepAlive", "true");
      return all;
    }

    @Override
    void prepareWriter(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set synchronous_commit to on");
        // a hub that is cut off in the middle of a transaction must not hold up the others: the
        // server would keep its locks for hours
        statement.execute("set idle_in_transaction_session_timeout to " + Nodes.LEASE.toMillis());
        // a source, a type or a destination that is new since the server looked at its tables last
        // is no reason for another index (ADR 026)
        statement.execute("set plan_cache_mode to force_generic_plan");
      }
    }

    @Override
    boolean unavailable(SQLException e) {
      String state = e.getSQLState();
      if (state == null || state.length() < 2) {
        return closed(e);
      }
      // connection, transaction rollback, resources, operator intervention, system error, read-only
      return switch (state.substring(0, 2)) {
        case "08", "40", "53", "55", "57", "58", "XX" -> true;
        default -> Set.of("25006", "25P02", "25P03").contains(state);
      };
    }

    @Override
    boolean deadlock(SQLException e) {
      // 40P01 deadlock_detected, 40001 serialization_failure
      return Set.of("40P01", "40001").contains(String.valueOf(e.getSQLState()));
    }
  };

  private final String id;
  private final String bytes;
  private final String clustered;
  private final String jsonExtract;
  private final String random;

  Engine(String id, String bytes, String clustered, String jsonExtract, String random) {
    this.id = id;
    this.bytes = bytes;
    this.clustered = clustered;
    this.jsonExtract = jsonExtract;
    this.random = random;
  }

  static Engine of(String url) {
    if (url.startsWith("jdbc:sqlite:")) {
      return SQLITE;
    }
    if (url.startsWith("jdbc:postgresql:")) {
      return POSTGRES;
    }
    throw new IllegalArgumentException(
        "hub.store.url starts with jdbc:postgresql: (leave it out for the embedded store)");
  }

  /** Placeholders of the migrations. */
  Map<String, String> ddl() {
    return Map.of(
        "id",
        id,
        "bytes",
        bytes,
        "clustered",
        clustered,
        "json_extract",
        jsonExtract,
        "random",
        random);
  }

  /** Where its migrations are: those of both engines, and what only one has. */
  String[] migrations() {
    String both = "classpath:db/migration";
    return this == POSTGRES ? new String[] {both, "classpath:db/postgresql"} : new String[] {both};
  }

  /**
   * Settings of a connection that gives up an answer.
   *
   * @param patience how long the server may say nothing
   */
  Properties patient(Duration patience) {
    return new Properties();
  }

  abstract void prepareWriter(Connection connection) throws SQLException;

  /** Whether a failed statement means that the store cannot take anything at the moment. */
  abstract boolean unavailable(SQLException e);

  /** Whether two transactions waited for each other, of which this one was ended. */
  boolean deadlock(SQLException e) {
    return false;
  }

  /** Whether a lock was not had at once that one may have to wait for. */
  boolean busy(SQLException e) {
    return false;
  }

  private static boolean closed(SQLException e) {
    String message = e.getMessage();
    return message != null && message.contains("closed");
  }
}
