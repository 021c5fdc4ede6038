package org.bianmin.hub.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.MeasureEvent;
import org.bianmin.hub.facts.Attributes;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.OwnRows;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads deliveries that wait, with the version of the event that they carry. */
@Component
final class DueRows {

  // an event's newer version has superseded the delivery of an older one in the same transaction,
  // so the row of the event is the version that the delivery carries
  private static final String COLUMNS =
      "select d.id, d.event_id, d.attempt, e.facility, e.type, e.business_key, e.version, e.status,"
          + " e.occurred_at, e.recorded_at, e.person, e.attributes, e.mapping, d.created_at,"
          + " d.next_attempt_at"
          + " from delivery d join measure_event e on e.id = d.event_id and e.version = d.version"
          + " where d.destination = ?";
  private static final String AVAILABLE =
      COLUMNS
          + " and d.state in ('AVAILABLE', 'EXECUTING', 'RETRYABLE') and d.state = 'AVAILABLE'"
          + " and d.id between ? and ? order by d.id limit ?";
  private static final String URGENT =
      COLUMNS + " and d.urgent = 1 and d.state = 'AVAILABLE' and d.id > ? order by d.id limit ?";
  private static final String RETRYABLE =
      COLUMNS
          + " and d.state = 'RETRYABLE' and d.next_attempt_at <= ?"
          + " and (d.next_attempt_at, d.id) > (?, ?)"
          + " order by d.next_attempt_at, d.id limit ?";

  private static final String TOLD =
      "select event_id, message_id, accepted_at from measure_event_version"
          + " where event_id in (:events) order by message_id";

  /** A delivery, and when it is due, epoch milliseconds. */
  private record Found(Due due, long at) {}

  private final JdbcClient queries;
  private final OwnRows own;

  DueRows(JdbcClient queries) {
    this(queries, OwnRows.alone("delivery"));
  }

  @Autowired
  DueRows(JdbcClient queries, Nodes nodes) {
    this(queries, nodes.rows("delivery"));
  }

  private DueRows(JdbcClient queries, OwnRows own) {
    this.queries = queries;
    this.own = own;
  }

  List<Due> available(String destination, long from, long to, int limit) {
    return queries.sql(AVAILABLE).params(destination, from, to, limit).query(DueRows::due).list();
  }

  /** Those of this node that go before the rest, after an id. */
  List<Due> urgent(String destination, long after, int limit) {
    return own(
        limit,
        last ->
            queries
                .sql(URGENT)
                .params(destination, last == null ? after : last.due().id(), limit)
                .query(DueRows::found)
                .list());
  }

  /** Those of this node whose next try is due. */
  List<Due> retryable(String destination, long now, int limit) {
    return own(
        limit,
        last ->
            queries
                .sql(RETRYABLE)
                .params(
                    destination,
                    now,
                    last == null ? 0 : last.at(),
                    last == null ? 0 : last.due().id(),
                    limit)
                .query(DueRows::found)
                .list());
  }

  /** Reads on behind pages that hold what other nodes have in hand. */
  private List<Due> own(int limit, Function<Found, List<Found>> after) {
    List<Due> found = new ArrayList<>();
    List<Found> page = after.apply(null);
    while (!page.isEmpty()) {
      for (Found each : page) {
        if (found.size() < limit && own.owns(each.due().id())) {
          found.add(each.due());
        }
      }
      boolean more = page.size() == limit && found.size() < limit;
      page = more ? after.apply(page.get(page.size() - 1)) : List.of();
    }
    return found;
  }

  /**
   * The message that told last of each delivery's event before the delivery was made, by delivery:
   * the one that made it, unless a link of patients did.
   */
  Map<Long, Long> messages(List<Due> deliveries) {
    Map<Long, Due> byEvent = new HashMap<>();
    deliveries.forEach(due -> byEvent.put(due.eventId(), due));
    Map<Long, Long> found = new HashMap<>();
    Map<Long, Long> toldAt = new HashMap<>();
    queries
        .sql(TOLD)
        .param("events", byEvent.keySet())
        .query(
            row -> {
              Due due = byEvent.get(row.getLong(1));
              long at = row.getLong(3);
              if (at <= due.createdAt() && at >= toldAt.getOrDefault(due.id(), 0L)) {
                toldAt.put(due.id(), at);
                found.put(due.id(), row.getLong(2));
              }
            });
    return found;
  }

  /** Why a destination is paused, or null. */
  String paused(String destination) {
    return queries
        .sql("select reason from destination_pause where destination = ?")
        .param(destination)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** All pauses, by destination. */
  Map<String, String> paused() {
    Map<String, String> reasons = new HashMap<>();
    queries
        .sql("select destination, reason from destination_pause")
        .query(
            row -> {
              reasons.put(row.getString(1), row.getString(2));
            });
    return reasons;
  }

  private static Found found(ResultSet row, int n) throws SQLException {
    return new Found(due(row, n), row.getLong(15));
  }

  private static Due due(ResultSet row, int n) throws SQLException {
    long occurredAt = row.getLong(9);
    Long occurred = row.wasNull() ? null : occurredAt;
    return new Due(
        row.getLong(1),
        row.getLong(2),
        new MeasureEvent(
            new EventKey(row.getString(4), row.getString(5), row.getString(6)),
            row.getInt(7),
            EventStatus.valueOf(row.getString(8)),
            occurred,
            row.getLong(10),
            row.getString(11),
            Attributes.shown(row.getString(12)),
            row.getString(13)),
        row.getInt(3),
        row.getLong(14),
        0);
  }
}
