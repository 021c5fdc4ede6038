package org.bianmin.hub.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bianmin.hub.event.EventKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions to the outbox: one delivery, lists by keyset, tries, batches, backlogs, pauses. */
@Component
public final class DeliveryQueries {

  /**
   * Which deliveries.
   *
   * @param destination, state equal to; null means any
   */
  public record Selection(String destination, DeliveryState state) {}

  private static final String COLUMNS =
      "select d.id, d.destination, d.event_id, e.facility, e.type, e.business_key, d.version,"
          + " d.state, d.attempt, d.next_attempt_at, d.created_at, d.done_at, d.batch_no,"
          + " d.outcome, d.reason from delivery d join measure_event e on e.id = d.event_id";

  /** Word for word the condition of the partial index, which serves only what repeats it. */
  private static final String WAITING = "state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')";

  private static final String OLDEST =
      "select w.destination, d.created_at from (select destination, min(id) as first from delivery"
          + " where "
          + WAITING
          + " group by destination) w join delivery d on d.id = w.first";

  /** Destinations that ever got anything, from one to the next in their index. */
  private static final String KNOWN =
      "with recursive known (id) as (select min(destination) from delivery union all"
          + " select (select min(destination) from delivery where destination > known.id)"
          + " from known where known.id is not null)"
          + " select id from known where id is not null";

  private static final String WAYS =
      "select d.destination, d.done_at - m.received_at from (select id, destination, event_id,"
          + " state, created_at, done_at from delivery order by id desc limit ?) d join message m"
          + " on m.id = (select max(v.message_id) from measure_event_version v where v.event_id ="
          + " d.event_id and v.accepted_at <= d.created_at) where d.state = 'DELIVERED' and"
          + " m.replays = 0";

  private final JdbcClient queries;

  DeliveryQueries(JdbcClient queries) {
    this.queries = queries;
  }

  public Optional<DeliveryRow> find(long id) {
    return queries
        .sql(COLUMNS + " where d.id = ?")
        .param(id)
        .query(DeliveryQueries::row)
        .optional();
  }

  /**
   * A page, newest first.
   *
   * @param after id of the last row of the page before, null for the first page
   */
  public List<DeliveryRow> page(Selection selection, Long after, int limit) {
    if (selection.destination() != null
        || selection.state() == null
        || selection.state() == DeliveryState.DELIVERED) {
      return ofOne(selection, after, limit);
    }
    // few are in such a state, and the indexes that know them are by destination
    return queries.sql(KNOWN).query(String.class).list().stream()
        .flatMap(id -> ofOne(new Selection(id, selection.state()), after, limit).stream())
        .sorted(Comparator.comparingLong(DeliveryRow::id).reversed())
        .limit(limit)
        .toList();
  }

  private List<DeliveryRow> ofOne(Selection selection, Long after, int limit) {
    StringBuilder sql = new StringBuilder(COLUMNS).append(" where 1 = 1");
    List<Object> params = new ArrayList<>();
    if (selection.destination() != null) {
      sql.append(" and d.destination = ?");
      params.add(selection.destination());
    }
    if (selection.state() != null) {
      if (selection.state().waiting()) {
        sql.append(" and d.").append(WAITING);
      }
      sql.append(" and d.state = '").append(selection.state().name()).append('\'');
    }
    if (after != null) {
      sql.append(" and d.id < ?");
      params.add(after);
    }
    params.add(limit);
    return queries
        .sql(sql.append(" order by d.id desc limit ?").toString())
        .params(params)
        .query(DeliveryQueries::row)
        .list();
  }

  /** Deliveries of an event, oldest first. */
  public List<DeliveryRow> ofEvent(long eventId) {
    return queries
        .sql(COLUMNS + " where d.event_id = ? order by d.id")
        .param(eventId)
        .query(DeliveryQueries::row)
        .list();
  }

  /** Tries that did not end the delivery, oldest first. */
  public List<AttemptRow> attempts(long deliveryId) {
    return queries
        .sql(
            "select attempt, at, batch_no, outcome, reason from delivery_attempt"
                + " where delivery_id = ? order by attempt")
        .param(deliveryId)
        .query(
            (row, n) ->
                new AttemptRow(
                    row.getInt(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)))
        .list();
  }

  public Optional<BatchRow> batch(String batchNo) {
    return queries
        .sql(
            "select batch_no, destination, items, sent_at, answered_at, outcome, receipt_no, reason"
                + " from delivery_batch where batch_no = ?")
        .param(batchNo)
        .query(
            (row, n) ->
                new BatchRow(
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    nullable(row, 5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8)))
        .optional();
  }

  /**
   * How long the newest deliveries that arrived were on their way, from the receipt of the newest
   * message that told their fact to the destination's receipt.
   *
   * @param newest of so many deliveries, whatever became of them; messages that were read again are
   *     left out
   * @return milliseconds by destination, in no order
   */
  public Map<String, List<Long>> ways(int newest) {
    Map<String, List<Long>> ways = new TreeMap<>();
    queries
        .sql(WAYS)
        .param(newest)
        .query(
            row -> {
              ways.computeIfAbsent(row.getString(1), d -> new ArrayList<>())
                  .add(Math.max(0, row.getLong(2)));
            });
    return ways;
  }

  /** Deliveries that wait, over all destinations: counted rows, for the conservation check. */
  public long waiting() {
    return queries.sql("select count(*) from delivery where " + WAITING).query(Long.class).single();
  }

  /** Backlogs by destination; a destination without one is missing. */
  public Map<String, Backlog> backlogs() {
    Map<String, Map<DeliveryState, Long>> counts = new TreeMap<>();
    queries
        .sql(
            "select destination, state, count(*) from delivery where "
                + WAITING
                + " group by destination, state")
        .query(
            row -> {
              counts
                  .computeIfAbsent(row.getString(1), d -> new EnumMap<>(DeliveryState.class))
                  .put(DeliveryState.valueOf(row.getString(2)), row.getLong(3));
            });
    Map<String, Backlog> backlogs = new TreeMap<>();
    queries
        .sql(OLDEST)
        .query(
            row -> {
              String destination = row.getString(1);
              backlogs.put(
                  destination,
                  new Backlog(counts.getOrDefault(destination, Map.of()), row.getLong(2)));
            });
    return backlogs;
  }

  /** Paused destinations. */
  public Map<String, Pause> pauses() {
    Map<String, Pause> pauses = new TreeMap<>();
    queries
        .sql("select destination, reason, paused_at from destination_pause")
        .query(
            row -> {
              pauses.put(row.getString(1), new Pause(row.getString(2), row.getLong(3)));
            });
    return pauses;
  }

  private static DeliveryRow row(ResultSet row, int n) throws SQLException {
    return new DeliveryRow(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        new EventKey(row.getString(4), row.getString(5), row.getString(6)),
        row.getInt(7),
        DeliveryState.valueOf(row.getString(8)),
        row.getInt(9),
        row.getLong(10),
        row.getLong(11),
        nullable(row, 12),
        row.getString(13),
        row.getString(14),
        row.getString(15));
  }

  private static Long nullable(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
