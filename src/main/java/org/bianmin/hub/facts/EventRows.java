package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.store.InList;
import org.bianmin.hub.store.Session;

/** The rows of facts, inside a write transaction. */
final class EventRows {

  private static final String TOLD = "with told (facility, type, business_key) as (values ";
  // each key is looked up by itself: of a list of keys PostgreSQL finds it cheaper to read a table
  // that was small when it looked last as a whole, and keeps to that while the table grows
  private static final String IDS =
      ") select t.facility, t.type, t.business_key, (select e.id from measure_event e where"
          + " e.facility = t.facility and e.type = t.type and e.business_key = t.business_key)"
          + " from told t";
  static final String BY_IDS =
      "select id, version, status, occurred_at, recorded_at, patient, person, attributes, mapping"
          + " from measure_event where id in";
  private static final String INSERT =
      "insert into measure_event (version, status, occurred_at, recorded_at, patient, person,"
          + " attributes, mapping, updated_at, id, facility, type, business_key)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "update measure_event set version = ?, status = ?, occurred_at = ?, recorded_at = ?,"
          + " patient = ?, person = ?, attributes = ?, mapping = ?, updated_at = ? where id = ?";
  private static final String FORGET = "delete from measure_event where id = ?";
  // one step of the index per type; there are a few dozen
  private static final String NEXT_TYPE =
      "select min(type) from measure_event where facility = ? and type > ?";
  private static final String TOLD_BY =
      "select distinct e.facility, e.type, e.business_key from measure_event_version v"
          + " join measure_event e on e.id = v.event_id where v.message_id = ?";
  private static final String OF_PATIENT =
      "select facility, type, business_key from measure_event where patient = ?";

  private final VersionRows versions;

  /** Facts that were read together and not asked for yet; null where there is none. */
  private final Map<EventKey, Fact> ahead = new HashMap<>();

  EventRows(VersionRows versions) {
    this.versions = versions;
  }

  /**
   * Reads the facts of keys with few queries, and forgets those of before. Nothing may change facts
   * between this and {@link #find} but who has found them.
   */
  void readAhead(Session session, Collection<EventKey> keys) throws SQLException {
    ahead.clear();
    List<Fact> found = new ArrayList<>();
    for (List<EventKey> some : InList.chunks(List.copyOf(keys))) {
      found.addAll(select(session, ids(session, some)));
    }
    keys.forEach(key -> ahead.put(key, null));
    found.forEach(fact -> ahead.put(fact.key, fact));
    versions.read(session, found);
  }

  /** The question for the facts of so many keys. */
  static String question(int keys) {
    return TOLD + "(?, ?, ?)" + ", (?, ?, ?)".repeat(InList.length(keys) - 1) + IDS;
  }

  /** Keys of the facts that there are, by their ids. */
  private static Map<Long, EventKey> ids(Session session, List<EventKey> keys) throws SQLException {
    PreparedStatement select = session.prepare(question(keys.size()));
    // what is left of the list costs nothing: nobody looks for null
    for (int n = 0; n < InList.length(keys.size()); n++) {
      EventKey key = n < keys.size() ? keys.get(n) : null;
      select.setString(3 * n + 1, key == null ? null : key.facility());
      select.setString(3 * n + 2, key == null ? null : key.type());
      select.setString(3 * n + 3, key == null ? null : key.businessKey());
    }
    Map<Long, EventKey> found = new LinkedHashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Long id = nullable(row, 4);
        if (id != null) {
          found.put(id, new EventKey(row.getString(1), row.getString(2), row.getString(3)));
        }
      }
    }
    return found;
  }

  private static List<Fact> select(Session session, Map<Long, EventKey> ids) throws SQLException {
    List<Fact> found = new ArrayList<>(ids.size());
    if (ids.isEmpty()) {
      return found;
    }
    PreparedStatement select = session.prepare(InList.of(BY_IDS, ids.size()));
    InList.bind(List.copyOf(ids.keySet()), select::setLong);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(fact(ids.get(row.getLong(1)), row));
      }
    }
    return found;
  }

  /** The fact of a key with its history, or null. */
  Fact find(Session session, EventKey key) throws SQLException {
    if (ahead.containsKey(key)) {
      return ahead.remove(key);
    }
    List<Fact> found = select(session, ids(session, List.of(key)));
    versions.read(session, found);
    return found.isEmpty() ? null : found.get(0);
  }

  private static Fact fact(EventKey key, ResultSet row) throws SQLException {
    Fact fact = new Fact(key, row.getLong(1), true);
    fact.version = row.getInt(2);
    fact.status = EventStatus.valueOf(row.getString(3));
    fact.occurredAt = nullable(row, 4);
    fact.recordedAt = row.getLong(5);
    fact.patient = row.getString(6);
    fact.person = row.getString(7);
    fact.attributes = row.getString(8);
    fact.mapping = row.getString(9);
    return fact;
  }

  /** Keys of the facts that a message has told so far. */
  List<EventKey> toldBy(Session session, long messageId) throws SQLException {
    PreparedStatement select = session.prepare(TOLD_BY);
    select.setLong(1, messageId);
    return keys(select);
  }

  /** Keys of the facts of a patient, as the sources named it. */
  List<EventKey> ofPatient(Session session, String patient) throws SQLException {
    PreparedStatement select = session.prepare(OF_PATIENT);
    select.setString(1, patient);
    return keys(select);
  }

  private static List<EventKey> keys(PreparedStatement select) throws SQLException {
    List<EventKey> keys = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        keys.add(new EventKey(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
    return keys;
  }

  /** Keys of any type that are the number of a visit. */
  List<EventKey> ofVisit(Session session, String facility, String number) throws SQLException {
    List<EventKey> keys = new ArrayList<>();
    String type = nextType(session, facility, "");
    while (type != null) {
      keys.add(new EventKey(facility, type, number));
      type = nextType(session, facility, type);
    }
    return keys;
  }

  private static String nextType(Session session, String facility, String after)
      throws SQLException {
    PreparedStatement next = session.prepare(NEXT_TYPE);
    next.setString(1, facility);
    next.setString(2, after);
    try (ResultSet row = next.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    }
  }

  void forget(Session session, Fact fact) throws SQLException {
    if (fact.exists) {
      PreparedStatement forget = session.prepare(FORGET);
      forget.setLong(1, fact.id);
      forget.executeUpdate();
    }
  }

  void save(Session session, Fact fact, long now) throws SQLException {
    PreparedStatement save = session.prepare(fact.exists ? UPDATE : INSERT);
    save.setLong(1, fact.version);
    save.setString(2, fact.status.name());
    Session.setLong(save, 3, fact.occurredAt);
    save.setLong(4, fact.recordedAt);
    save.setString(5, fact.patient);
    save.setString(6, fact.person);
    save.setString(7, fact.attributes);
    save.setString(8, fact.mapping);
    save.setLong(9, now);
    save.setLong(10, fact.id);
    if (!fact.exists) {
      save.setString(11, fact.key.facility());
      save.setString(12, fact.key.type());
      save.setString(13, fact.key.businessKey());
    }
    save.addBatch();
  }

  void flush(Session session) throws SQLException {
    versions.flush(session);
    session.prepare(INSERT).executeBatch();
    session.prepare(UPDATE).executeBatch();
  }

  static Long nullable(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
