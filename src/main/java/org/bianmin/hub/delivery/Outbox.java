package org.bianmin.hub.delivery;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.facts.ChangeListener;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Handover;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.OwnRows;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;
import org.springframework.stereotype.Component;

/**
 * Makes a delivery per changed fact and destination that takes it, in the transaction that changes
 * the fact. A newer version takes the place of an older one that still waits.
 */
@Component
public final class Outbox implements ChangeListener {

  private static final int HANDED_OVER = 8192;
  private static final long HANDED_OVER_BYTES = 64L << 20;

  static final String SUPERSEDE =
      "update delivery set state = 'SUPERSEDED', done_at = ?"
          + " where event_id = ? and destination = ? and "
          + StateOfRow.NOT_LEFT;
  // EXECUTING is stored for destinations that take no repeats: it may have arrived there
  private static final String MAY_HOLD =
      "select 1 from delivery where event_id = ? and destination = ?"
          + " and state in ('EXECUTING', 'DELIVERED') limit 1";
  private static final String MAY_HOLD_CANCELLED =
      "select 1 from delivery where event_id = ? and destination = ? and cancels = 1 and "
          + Leaving.MAY_HOLD
          + " limit 1";
  private static final String MAY_HOLD_ANY =
      "select 1 from delivery where event_id = ? and destination = ? and "
          + Leaving.MAY_HOLD
          + " limit 1";
  private static final String INSERT =
      "insert into delivery (id, destination, event_id, version, state, next_attempt_at,"
          + " created_at, done_at, outcome, reason, cancels, urgent) values (?, ?, ?, ?, ?, ?, ?,"
          + " ?, ?, ?, ?, ?)";

  private final Map<String, DestinationProperties> destinations;
  private final Map<String, EventSelection> selections = new LinkedHashMap<>();
  private final Map<String, Handover<Due>> waiting = new LinkedHashMap<>();
  private final Map<String, AtomicBoolean> urgent = new LinkedHashMap<>();
  private final List<Precedence> precedences;
  private final Nodes nodes;
  private final OwnRows own;
  private final Ids ids;
  private final Tallies tallies = new Tallies("delivery");
  private final TypeTallies types = new TypeTallies();

  Outbox(
      Destinations destinations,
      DueRows rows,
      GroupCommit commits,
      List<Precedence> precedences,
      Nodes nodes) {
    this.nodes = nodes;
    this.own = nodes.rows("delivery");
    this.precedences = precedences;
    this.destinations = destinations.enabled();
    this.ids = new Ids("delivery", commits, own);
    this.destinations.forEach(
        (id, destination) -> selections.put(id, new EventSelection(destination.events())));
    for (String destination : this.destinations.keySet()) {
      // some may be left from before the start
      urgent.put(destination, new AtomicBoolean(true));
      waiting.put(
          destination,
          new Handover<>(
              (from, to, limit) -> rows.available(destination, from, to, limit),
              Due::id,
              Due::weight,
              HANDED_OVER,
              HANDED_OVER_BYTES,
              own));
    }
    commits.onRecovery(() -> waiting.values().forEach(w -> w.waiting(0, Long.MAX_VALUE)));
  }

  /**
   * Whether this node may send; while others may have taken over what it has in hand it must not.
   */
  boolean maySend() {
    return nodes.held();
  }

  boolean owns(Due due) {
    return own.owns(due.id());
  }

  /** Deliveries of a destination that wait to be sent. */
  Handover<Due> waiting(String destination) {
    return waiting.get(destination);
  }

  /** Whether there may be deliveries of a destination that must not wait; said once. */
  AtomicBoolean urgent(String destination) {
    return urgent.get(destination);
  }

  @Override
  public Runnable changed(Session session, List<FactChange> changes) throws SQLException {
    tallies.clear();
    types.clear();
    for (FactChange change : changes) {
      if (change.first() && change.event().status() == EventStatus.ACTIVE) {
        types.told(change.event().key().type());
      }
    }
    long now = System.currentTimeMillis();
    Map<String, List<Due>> made = new LinkedHashMap<>();
    Set<FactChange> first = first(session, changes);
    for (Map.Entry<String, DestinationProperties> destination : destinations.entrySet()) {
      String id = destination.getKey();
      // also what is no longer selected: its older version must not leave any more
      supersede(session, id, changes, now);
      List<FactChange> taken = taken(session, id, changes);
      made.put(id, insert(session, id, destination.getValue(), taken, first, now));
    }
    tallies.write(session, now);
    types.write(session, now);
    return () ->
        made.forEach(
            (destination, rows) -> {
              if (!first.isEmpty()) {
                urgent.get(destination).set(true);
              }
              waiting.get(destination).offer(rows);
            });
  }

  private Set<FactChange> first(Session session, List<FactChange> changes) throws SQLException {
    Set<FactChange> first = new HashSet<>(0);
    for (Precedence precedence : precedences) {
      for (FactChange change : changes) {
        if (precedence.isUrgent(session, change)) {
          first.add(change);
        }
      }
    }
    return first;
  }

  /**
   * What concerns a destination: what it takes, and what becomes of a fact that it may hold. So a
   * fact that a correction takes out of the selection ends right there, too, and one that never
   * left stays away.
   */
  private List<FactChange> taken(Session session, String destination, List<FactChange> changes)
      throws SQLException {
    EventSelection selection = selections.get(destination);
    List<FactChange> taken = new ArrayList<>(changes.size());
    for (FactChange change : changes) {
      if (selection.takes(change.event())
          || (!change.first() && exists(session, MAY_HOLD_ANY, destination, change))) {
        taken.add(change);
      }
    }
    return taken;
  }

  private void supersede(Session session, String destination, List<FactChange> changes, long now)
      throws SQLException {
    PreparedStatement supersede = session.prepare(SUPERSEDE);
    int count = 0;
    for (FactChange change : changes) {
      if (!change.first()) {
        supersede.setLong(1, now);
        supersede.setLong(2, change.eventId());
        supersede.setString(3, destination);
        int superseded = supersede.executeUpdate();
        types.add("superseded", destination, change.event().key().type(), superseded);
        count += superseded;
      }
    }
    tallies.add("superseded", destination, count);
  }

  private List<Due> insert(
      Session session,
      String destination,
      DestinationProperties properties,
      List<FactChange> changes,
      Set<FactChange> first,
      long now)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    List<Due> made = new ArrayList<>(changes.size());
    for (FactChange change : changes) {
      long id = ids.next(session);
      String impossible = impossible(session, destination, change, properties.capabilities());
      insert.setLong(1, id);
      insert.setString(2, destination);
      insert.setLong(3, change.eventId());
      insert.setLong(4, change.event().version());
      insert.setString(
          5, (impossible == null ? DeliveryState.AVAILABLE : DeliveryState.DISCARDED).name());
      insert.setLong(6, now);
      insert.setLong(7, now);
      Session.setLong(insert, 8, impossible == null ? null : now);
      insert.setString(9, impossible == null ? null : "CAPABILITY");
      insert.setString(10, impossible);
      insert.setLong(11, change.event().status() == EventStatus.VOID ? 1 : 0);
      insert.setLong(12, first.contains(change) ? 1 : 0);
      insert.addBatch();
      tallies.add("made", destination, 1);
      types.add("made", destination, change.event().key().type(), 1);
      if (impossible == null) {
        made.add(new Due(id, change.eventId(), change.event(), 0, now, change.messageId()));
      } else {
        tallies.add("discarded", destination, 1);
        types.add("discarded", destination, change.event().key().type(), 1);
      }
    }
    insert.executeBatch();
    return made;
  }

  /** Why a destination cannot take this change at all; a person has to see to it there. */
  private static String impossible(
      Session session,
      String destination,
      FactChange change,
      DestinationProperties.Capabilities capabilities)
      throws SQLException {
    if (change.event().status() == EventStatus.VOID) {
      return capabilities.voids()
          ? null
          : "this destination takes no cancellations; cancel it there by hand";
    }
    // one that never left is superseded like any other
    if (!capabilities.versions()
        && !change.first()
        && exists(session, MAY_HOLD, destination, change)) {
      return "this destination takes no newer versions; correct it there by hand";
    }
    if (!capabilities.resubmitAfterVoid()
        && !change.first()
        && exists(session, MAY_HOLD_CANCELLED, destination, change)) {
      return "this destination takes nothing back that was cancelled; enter it there again by hand";
    }
    return null;
  }

  /** Whether a query finds a delivery of the changed fact to a destination. */
  private static boolean exists(Session session, String sql, String destination, FactChange change)
      throws SQLException {
    PreparedStatement select = session.prepare(sql);
    select.setLong(1, change.eventId());
    select.setString(2, destination);
    try (ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }
}
