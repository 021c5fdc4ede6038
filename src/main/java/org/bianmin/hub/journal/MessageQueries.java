package org.bianmin.hub.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the journal: one message, lists by keyset, counts by state. */
@Component
public final class MessageQueries {

  /**
   * Which messages.
   *
   * @param source, state, controlId equal to; null means any
   * @param from, to received in {@code [from, to)}, epoch milliseconds; null means open
   */
  public record Selection(String source, MessageState state, String controlId, Long from, Long to) {

    public static final Selection ALL = new Selection(null, null, null, null, null);
  }

  static final String COLUMNS =
      "select id, source, facility, format, control_id, trigger_event, charset, received_at,"
          + " state, stage, reason, location, mapping, normalized_at, duplicates, reused_id,"
          + " replay_of, replays, block_id, block_offset, length from message";

  private final JdbcClient queries;

  MessageQueries(JdbcClient queries) {
    this.queries = queries;
  }

  public Optional<MessageRow> find(long id) {
    return queries.sql(COLUMNS + " where id = ?").param(id).query(MessageQueries::row).optional();
  }

  /**
   * A page, newest first.
   *
   * @param after id of the last row of the page before, null for the first page
   */
  public List<MessageRow> page(Selection selection, Long after, int limit) {
    return select(selection, after, limit, " and id < ?", " order by id desc limit ?");
  }

  /** A page, oldest first, for walking over a selection. */
  List<MessageRow> walk(Selection selection, long after, int limit) {
    return select(selection, after, limit, " and id > ?", " order by id limit ?");
  }

  private List<MessageRow> select(
      Selection selection, Long after, int limit, String keyset, String order) {
    StringBuilder sql = new StringBuilder(COLUMNS).append(" where 1 = 1");
    List<Object> params = new ArrayList<>();
    equal(sql, params, " and source = ?", selection.source());
    equal(sql, params, " and control_id = ?", selection.controlId());
    equal(sql, params, " and received_at >= ?", selection.from());
    equal(sql, params, " and received_at < ?", selection.to());
    if (selection.state() != null) {
      // a literal, so that the partial indexes on waiting and parked rows serve it
      sql.append(" and state = '").append(selection.state().name()).append('\'');
    }
    equal(sql, params, keyset, after);
    params.add(limit);
    return queries
        .sql(sql.append(order).toString())
        .params(params)
        .query(MessageQueries::row)
        .list();
  }

  private static void equal(
      StringBuilder sql, List<Object> params, String condition, Object value) {
    if (value != null) {
      sql.append(condition);
      params.add(value);
    }
  }

  /** Rows per state, counted in the table itself: the exact but slow side of the check. */
  public Map<MessageState, Long> countByState() {
    Map<MessageState, Long> counts = new TreeMap<>();
    queries
        .sql("select state, count(*) from message group by state")
        .query(
            row -> {
              counts.put(MessageState.valueOf(row.getString(1)), row.getLong(2));
            });
    return counts;
  }

  /** Messages that wait to be normalized. */
  public long waiting() {
    return queries
        .sql("select count(*) from message where state = 'RECEIVED'")
        .query(Long.class)
        .single();
  }

  /** When the oldest waiting message came, epoch milliseconds; null when none waits. */
  public Long oldestWaiting() {
    // by id, which ascends with arrival: min(received_at) would walk over all that is done
    return queries
        .sql("select received_at from message where state = 'RECEIVED' order by id limit 1")
        .query(Long.class)
        .optional()
        .orElse(null);
  }

  static MessageRow row(ResultSet row, int n) throws SQLException {
    return new MessageRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        MessageFormat.of(row.getString(4)),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getLong(8),
        MessageState.valueOf(row.getString(9)),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        nullable(row, 14),
        row.getLong(15),
        row.getLong(16) != 0,
        nullable(row, 17),
        row.getLong(18),
        row.getLong(19),
        row.getLong(20),
        row.getLong(21));
  }

  /**
   * How many replayed messages of a selection are in a state; its own state is not asked. For
   * waiting and parked ones, which few are.
   */
  public long replayed(Selection selection, MessageState state) {
    StringBuilder sql =
        new StringBuilder("select count(*) from message where replays > 0 and state = '")
            .append(state.name())
            .append('\'');
    List<Object> params = new ArrayList<>();
    equal(sql, params, " and source = ?", selection.source());
    equal(sql, params, " and control_id = ?", selection.controlId());
    // with the plus the index on all messages of the time is left alone: that of the few serves
    equal(sql, params, " and +received_at >= ?", selection.from());
    equal(sql, params, " and +received_at < ?", selection.to());
    return queries.sql(sql.toString()).params(params).query(Long.class).single();
  }

  /**
   * A walk over the journal from its beginning.
   *
   * @param source only this one; null means all
   * @param from, to received in {@code [from, to)}, epoch milliseconds
   */
  public JournalWalk walk(String source, long from, long to) {
    return new JournalWalk(queries, source, from, to);
  }

  private static Long nullable(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
