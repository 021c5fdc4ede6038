package org.bianmin.hub.recognition;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.facts.Attributes;
import org.bianmin.hub.facts.SideListener;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of orders that are or were looked at ({@code recognition_check}). */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class CheckRows {

  /** What became of an order. */
  enum State {
    /** Not looked at yet. */
    WAITING,
    /** Its doctor was prompted. */
    PROMPTED,
    /** There is nothing that could serve instead. */
    NONE,
    /** There is, and the order names no doctor or no visit to tell. */
    NOBODY,
    /** It was cancelled before it was looked at. */
    CANCELLED,
    /** It was looked at too late. */
    LATE
  }

  /**
   * An order.
   *
   * @param source id of the source that told it, null where nobody has told it yet
   */
  record Order(
      EventKey key,
      EventStatus status,
      String person,
      Map<String, Object> attributes,
      long orderedAt,
      String source) {

    String text(String attribute) {
      return attributes.get(attribute) instanceof String text ? text : null;
    }
  }

  private static final String INSERT =
      "insert into recognition_check (event_id, ordered_at, state) values (?, ?, ?)"
          + " on conflict (event_id) do nothing";
  private static final String DONE =
      "update recognition_check set state = ?, candidates = ?, unknown = ?, checked_at = ?"
          + " where event_id = ? and state = 'WAITING'";
  private static final String WAITING =
      "select event_id from recognition_check where state = 'WAITING' order by event_id desc"
          + " limit ?";
  private static final String ORDER =
      "select e.facility, e.type, e.business_key, e.status, e.person, e.attributes, c.ordered_at,"
          + " (select v.source from measure_event_version v where v.event_id = e.id"
          + " and v.action = 'RECORD' order by v.recorded_at limit 1)"
          + " from recognition_check c join measure_event e on e.id = c.event_id"
          + " where c.event_id = ? and c.state = 'WAITING'";
  private static final String EXISTS =
      "select count(*) from measure_event where facility = ? and type = ? and business_key = ?";

  private final JdbcClient queries;
  private final Commands commands;
  private final List<SideListener> listeners;

  @Autowired
  CheckRows(JdbcClient queries, Commands commands, ObjectProvider<SideListener> listeners) {
    this(queries, commands, listeners.orderedStream().toList());
  }

  /**
   * The rows.
   *
   * @param listeners hear what came of looking at an order
   */
  CheckRows(JdbcClient queries, Commands commands, List<SideListener> listeners) {
    this.queries = queries;
    this.commands = commands;
    this.listeners = List.copyOf(listeners);
  }

  /** Inside the transaction that first tells the order. */
  void add(Session session, long eventId, long orderedAt, State state) throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, eventId);
    insert.setLong(2, orderedAt);
    insert.setString(3, state.name());
    insert.executeUpdate();
  }

  /** Waits for the commit. */
  void done(long eventId, State state, Integer candidates, Integer unknown) {
    List<Runnable> afterwards = new ArrayList<>();
    commands.execute(
        session -> {
          afterwards.clear();
          PreparedStatement update = session.prepare(DONE);
          update.setString(1, state.name());
          Session.setLong(update, 2, candidates == null ? null : candidates.longValue());
          Session.setLong(update, 3, unknown == null ? null : unknown.longValue());
          update.setLong(4, System.currentTimeMillis());
          update.setLong(5, eventId);
          int changed = update.executeUpdate();
          for (SideListener listener : listeners) {
            afterwards.add(listener.changed(session, List.of(eventId)));
          }
          return changed;
        });
    afterwards.forEach(Runnable::run);
  }

  /** Orders that wait, the newest first. */
  List<Long> waiting(int limit) {
    return queries.sql(WAITING).param(limit).query(Long.class).list();
  }

  /** An order that waits; empty when it does not any more. */
  Optional<Order> order(long eventId) {
    return queries.sql(ORDER).param(eventId).query(CheckRows::order).optional();
  }

  boolean exists(EventKey key) {
    return queries
            .sql(EXISTS)
            .params(key.facility(), key.type(), key.businessKey())
            .query(Long.class)
            .single()
        > 0;
  }

  private static Order order(ResultSet row, int n) throws SQLException {
    return new Order(
        new EventKey(row.getString(1), row.getString(2), row.getString(3)),
        EventStatus.valueOf(row.getString(4)),
        row.getString(5),
        Attributes.shown(row.getString(6)),
        row.getLong(7),
        row.getString(8));
  }
}
