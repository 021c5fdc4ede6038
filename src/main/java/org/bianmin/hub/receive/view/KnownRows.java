package org.bianmin.hub.receive.view;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was told of the rows of views, and how far each was read. */
@Component
class KnownRows {

  /** The hash of a row that vanished. */
  static final String GONE = "gone";

  /** One view of one source. */
  record View(String source, String name) {}

  /**
   * A row as it was told last.
   *
   * @param recordedAt the time that orders its versions, epoch milliseconds
   * @param windowAt by which it is read again; null for never
   * @param told whether its message is certainly durable
   */
  record Known(String hash, long recordedAt, Long windowAt, boolean told) {}

  private static final String RESERVE =
      "insert into view_row (source, view_name, row_key, hash, recorded_at, window_at, told)"
          + " values (?, ?, ?, ?, ?, ?, 0) on conflict (source, view_name, row_key) do update"
          + " set hash = excluded.hash, recorded_at = excluded.recorded_at,"
          + " window_at = excluded.window_at, told = 0";
  private static final String TOLD =
      "update view_row set told = 1 where source = ? and view_name = ? and row_key = ?"
          + " and recorded_at = ?";
  private static final String MOVED =
      "update view_row set window_at = ? where source = ? and view_name = ? and row_key = ?";
  private static final String MARK =
      "insert into view_mark (source, view_name, mark) values (?, ?, ?)"
          + " on conflict (source, view_name) do update set mark = excluded.mark";
  // a range with both ends, or PostgreSQL expects a third of all rows in it
  static final String FORGET =
      "delete from view_row where source = ? and view_name = ? and told = 1 and recorded_at < ?"
          + " and (window_at is null or window_at < ?) and row_key >= ? and row_key < ?";
  static final String FORGET_REST = FORGET.replace("row_key < ?", "row_key <= ?");

  private final JdbcClient queries;

  KnownRows(JdbcClient queries) {
    this.queries = queries;
  }

  /** How far a view was read; empty before the first time. */
  Optional<HisTime> mark(View view) {
    return queries
        .sql("select mark from view_mark where source = ? and view_name = ?")
        .params(view.source(), view.name())
        .query(String.class)
        .optional()
        .map(HisTime::parse);
  }

  Map<String, Known> byKeys(View view, Collection<String> keys) {
    Map<String, Known> known = new HashMap<>();
    if (!keys.isEmpty()) {
      queries
          .sql(
              "select row_key, hash, recorded_at, window_at, told from view_row"
                  + " where source = :source and view_name = :view and row_key in (:keys)")
          .param("source", view.source())
          .param("view", view.name())
          .param("keys", keys)
          .query(
              row -> {
                long windowAt = row.getLong(4);
                Long within = row.wasNull() ? null : windowAt;
                known.put(
                    row.getString(1),
                    new Known(row.getString(2), row.getLong(3), within, row.getInt(5) == 1));
              });
    }
    return known;
  }

  /** Keys of the rows, not known to be gone, with {@code from <= windowAt < to}. */
  List<String> within(View view, long from, long to) {
    return queries
        .sql(
            "select row_key from view_row where source = ? and view_name = ? and window_at >= ?"
                + " and window_at < ? and hash <> '"
                + GONE
                + "'")
        .params(view.source(), view.name(), from, to)
        .query(String.class)
        .list();
  }

  /** Keys of the rows whose end was not told for certain. */
  List<String> untoldEnds(View view) {
    return queries
        .sql(
            "select row_key from view_row where source = ? and view_name = ? and told = 0"
                + " and hash = '"
                + GONE
                + "'")
        .params(view.source(), view.name())
        .query(String.class)
        .list();
  }

  /** How many rows, not known to be gone, have {@code from <= windowAt}. */
  long count(View view, long from) {
    return queries
        .sql(
            "select count(*) from view_row where source = ? and view_name = ? and window_at >= ?"
                + " and hash <> '"
                + GONE
                + "'")
        .params(view.source(), view.name(), from)
        .query(Long.class)
        .single();
  }

  /** Before the messages are journaled: what they will say, and when. */
  static void reserve(Session session, View view, List<ViewTeller.Told> rows) throws SQLException {
    PreparedStatement reserve = session.prepare(RESERVE);
    for (ViewTeller.Told row : rows) {
      reserve.setString(1, view.source());
      reserve.setString(2, view.name());
      reserve.setString(3, row.document().rowKey());
      reserve.setString(4, row.document().hash());
      reserve.setLong(5, row.recordedAt());
      Session.setLong(reserve, 6, row.document().windowAt());
      reserve.addBatch();
    }
    reserve.executeBatch();
  }

  /** After the messages are durable. */
  static void told(Session session, View view, List<ViewTeller.Told> rows) throws SQLException {
    PreparedStatement told = session.prepare(TOLD);
    for (ViewTeller.Told row : rows) {
      told.setString(1, view.source());
      told.setString(2, view.name());
      told.setString(3, row.document().rowKey());
      told.setLong(4, row.recordedAt());
      told.addBatch();
    }
    told.executeBatch();
  }

  /** Rows that say the same, and are read again by another time. */
  static void moved(Session session, View view, List<ViewDocument> rows) throws SQLException {
    PreparedStatement moved = session.prepare(MOVED);
    for (ViewDocument row : rows) {
      Session.setLong(moved, 1, row.windowAt());
      moved.setString(2, view.source());
      moved.setString(3, view.name());
      moved.setString(4, row.rowKey());
      moved.addBatch();
    }
    moved.executeBatch();
  }

  static void mark(Session session, View view, HisTime mark) throws SQLException {
    PreparedStatement move = session.prepare(MARK);
    move.setString(1, view.source());
    move.setString(2, view.name());
    move.setString(3, mark.text());
    move.executeUpdate();
  }

  /**
   * Deletes rows that were last told, and would be read again, before a time: nobody asks for them.
   * Other writes get in between its portions.
   *
   * @param portion rows that one statement looks at
   */
  void forget(Commands commands, View view, long before, int portion) {
    String last = last(view);
    String from = last == null ? null : "";
    while (from != null) {
      String first = from;
      String next = key(view, first, portion);
      commands.execute(
          session ->
              next == null
                  ? forget(session, FORGET_REST, view, before, first, last)
                  : forget(session, FORGET, view, before, first, next));
      from = next;
    }
  }

  /** The greatest key; null where there is no row. */
  private String last(View view) {
    return queries
        .sql(
            "select row_key from view_row where source = ? and view_name = ?"
                + " order by row_key desc limit 1")
        .params(view.source(), view.name())
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** The key so many places behind another in the order of keys; null where there is none. */
  private String key(View view, String from, int places) {
    return queries
        .sql(
            "select row_key from view_row where source = ? and view_name = ? and row_key >= ?"
                + " order by row_key limit 1 offset ?")
        .params(view.source(), view.name(), from, places)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  private static int forget(
      Session session, String sql, View view, long before, String from, String to)
      throws SQLException {
    PreparedStatement forget = session.prepare(sql);
    forget.setString(1, view.source());
    forget.setString(2, view.name());
    forget.setLong(3, before);
    forget.setLong(4, before);
    forget.setString(5, from);
    forget.setString(6, to);
    return forget.executeUpdate();
  }
}
