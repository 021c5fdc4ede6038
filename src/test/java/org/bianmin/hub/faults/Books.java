package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.bianmin.hub.event.EventKey;

/** Reads a hub's store from outside, over connections of its own that cannot write. */
final class Books {

  /**
   * A fact as the hub holds it.
   *
   * @param status {@code ACTIVE} or {@code VOID}
   */
  record Held(int version, String status) {}

  private static final String SQLITE_READ_ONLY = "1";

  private final String url;
  private final Properties login = new Properties();

  private Books(String url) {
    this.url = url;
  }

  static Books ofSqlite(Path data) {
    Books books = new Books("jdbc:sqlite:" + data.resolve("hub.db"));
    books.login.setProperty("open_mode", SQLITE_READ_ONLY);
    books.login.setProperty("busy_timeout", "5000");
    return books;
  }

  static Books ofPostgres(String url) {
    Books books = new Books(url);
    books.login.setProperty("readOnly", "true");
    return books;
  }

  /** A single number. */
  long count(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** One column, in the order of the query. */
  List<String> list(String sql) throws SQLException {
    List<String> list = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        list.add(row.getString(1));
      }
    }
    return list;
  }

  /** Two columns, the first one unique. */
  Map<String, Long> counts(String sql) throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        assertThat(counts.put(row.getString(1), row.getLong(2))).isNull();
      }
    }
    return counts;
  }

  /** Rows in the journal by control id. */
  Map<String, Long> messages() throws SQLException {
    return counts("select control_id, count(*) from message group by control_id");
  }

  long waitingMessages() throws SQLException {
    return count("select count(*) from message where state = 'RECEIVED'");
  }

  long waitingDeliveries() throws SQLException {
    return count(
        "select count(*) from delivery where state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')");
  }

  /** Every fact that was announced, by the key that the platform sees. */
  Map<String, Held> facts() throws SQLException {
    Map<String, Held> facts = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(url, login);
        PreparedStatement select =
            connection.prepareStatement(
                "select facility, type, business_key, version, status from measure_event"
                    + " where status <> 'PENDING'");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String key = new EventKey(row.getString(1), row.getString(2), row.getString(3)).toString();
        assertThat(facts.put(key, new Held(row.getInt(4), row.getString(5)))).isNull();
      }
    }
    return facts;
  }

  /** The conservation check: rows and tallies agree in every sum, nothing waits. */
  void balance() throws SQLException {
    Map<String, Long> messages = counts("select state, count(*) from message group by state");
    Map<String, Long> journal = tally("journal");
    assertThat(messages.getOrDefault("RECEIVED", 0L)).as("messages that wait").isZero();
    assertThat(sum(messages)).as("messages").isEqualTo(journal.getOrDefault("received", 0L));
    for (String state : new String[] {"NORMALIZED", "IGNORED", "PARKED"}) {
      same("messages", state, messages, journal);
    }
    assertThat(count("select coalesce(sum(duplicates), 0) from message"))
        .as("duplicates")
        .isEqualTo(journal.getOrDefault("duplicate", 0L));

    Map<String, Long> deliveries = counts("select state, count(*) from delivery group by state");
    Map<String, Long> outbox = tally("delivery");
    assertThat(waitingDeliveries()).as("deliveries that wait").isZero();
    assertThat(sum(deliveries)).as("deliveries").isEqualTo(outbox.getOrDefault("made", 0L));
    for (String state : new String[] {"DELIVERED", "SUPERSEDED", "DISCARDED"}) {
      same("deliveries", state, deliveries, outbox);
    }
    assertThat(
            counts(
                "select room || '/' || what || '/' || who, sum(case when minute = 0 then n else -n"
                    + " end) from tally group by room, what, who"))
        .as("totals less the sums of their minutes")
        .allSatisfy((name, difference) -> assertThat(difference).as(name).isZero());
    assertThat(
            count(
                "select count(*) from (select event_id, version, destination from delivery group by"
                    + " event_id, version, destination having count(*) > 1) twice"))
        .as("versions of facts with two deliveries")
        .isZero();
  }

  private Map<String, Long> tally(String room) throws SQLException {
    return counts(
        "select what, sum(n) from tally where minute = 0 and room = '" + room + "' group by what");
  }

  private static void same(
      String what, String state, Map<String, Long> rows, Map<String, Long> tallies) {
    assertThat(rows.getOrDefault(state, 0L))
        .as("%s %s by rows, and by the tally", what, state)
        .isEqualTo(tallies.getOrDefault(state.toLowerCase(Locale.ROOT), 0L));
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
