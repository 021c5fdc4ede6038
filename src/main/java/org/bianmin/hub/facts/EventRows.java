package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.store.Session;

/** The rows of facts and of their history, inside a write transaction. */
final class EventRows {

  private static final String BY_KEY =
      "select id, version, status, occurred_at, recorded_at, patient, person, attributes, mapping"
          + " from measure_event where facility = ? and type = ? and business_key = ?";
  private static final String INSERT =
      "insert into measure_event (version, status, occurred_at, recorded_at, patient, person,"
          + " attributes, mapping, updated_at, id, facility, type, business_key)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE =
      "update measure_event set version = ?, status = ?, occurred_at = ?, recorded_at = ?,"
          + " patient = ?, person = ?, attributes = ?, mapping = ?, updated_at = ? where id = ?";
  private static final String VERSIONS =
      "select source, source_rank, recorded_at, tie, reading, message_id, mapping, action,"
          + " occurred_at, patient, attributes from measure_event_version where event_id = ?";
  private static final String INSERT_VERSION =
      "insert into measure_event_version (event_id, source, source_rank, recorded_at, tie, reading,"
          + " message_id, mapping, action, occurred_at, patient, attributes, accepted_at)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (event_id, message_id, reading) do nothing";
  private static final String OWN_TEXT =
      "update measure_event_version set attributes = ? where event_id = ? and attributes = ''";
  private static final String TOLD_BY =
      "select distinct e.facility, e.type, e.business_key from measure_event_version v"
          + " join measure_event e on e.id = v.event_id where v.message_id = ?";
  private static final String OF_PATIENT =
      "select facility, type, business_key from measure_event where patient = ?";

  /** A fact while a transaction works on it. */
  static final class Fact {
    final EventKey key;
    final long id;
    final boolean exists;
    int version;
    EventStatus status;
    Long occurredAt;
    long recordedAt;
    String patient;
    String person;
    String attributes = "{}";
    String mapping = "";
    final List<Version> versions = new ArrayList<>(2);
    // those that are not in the table yet
    final List<Prepared.Said> fresh = new ArrayList<>(1);
    // its only version is stored without attributes of its own: they are those of the fact
    boolean sharesText;

    /** Merged attributes as text; most facts are told once, and their text is there already. */
    String text(Map<String, Object> merged) {
      if (fresh.size() == 1 && fresh.get(0).version().attributes().equals(merged)) {
        return fresh.get(0).attributes();
      }
      return Attributes.write(merged);
    }

    Fact(EventKey key, long id, boolean exists) {
      this.key = key;
      this.id = id;
      this.exists = exists;
    }

    /** What the latest reading of a message told of this fact, or null. */
    Version toldBy(long messageId) {
      Version latest = null;
      for (Version version : versions) {
        if (version.messageId() == messageId
            && (latest == null || version.reading() > latest.reading())) {
          latest = version;
        }
      }
      return latest;
    }
  }

  /** The fact of a key with its history, or null. */
  Fact find(Session session, EventKey key) throws SQLException {
    PreparedStatement select = session.prepare(BY_KEY);
    select.setString(1, key.facility());
    select.setString(2, key.type());
    select.setString(3, key.businessKey());
    Fact fact;
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      fact = new Fact(key, row.getLong(1), true);
      fact.version = row.getInt(2);
      fact.status = EventStatus.valueOf(row.getString(3));
      fact.occurredAt = nullable(row, 4);
      fact.recordedAt = row.getLong(5);
      fact.patient = row.getString(6);
      fact.person = row.getString(7);
      fact.attributes = row.getString(8);
      fact.mapping = row.getString(9);
    }
    readVersions(session, fact);
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

  private void readVersions(Session session, Fact fact) throws SQLException {
    PreparedStatement select = session.prepare(VERSIONS);
    select.setLong(1, fact.id);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        fact.versions.add(
            new Version(
                row.getString(1),
                row.getInt(2),
                row.getLong(3),
                row.getString(4),
                row.getInt(5),
                row.getLong(6),
                row.getString(7),
                Action.valueOf(row.getString(8)),
                nullable(row, 9),
                row.getString(10),
                Attributes.read(text(fact, row.getString(11)))));
      }
    }
  }

  private static String text(Fact fact, String stored) {
    if (!stored.isEmpty()) {
      return stored;
    }
    fact.sharesText = true;
    return fact.attributes;
  }

  /**
   * Stores what is fresh. Most facts are told by one message, so what the only version says is not
   * stored a second time; with the second version each has a text of its own.
   *
   * @param merged text of the fact's attributes from now on
   */
  void saveVersions(Session session, Fact fact, String merged, long now) throws SQLException {
    if (fact.sharesText && !fact.fresh.isEmpty()) {
      PreparedStatement own = session.prepare(OWN_TEXT);
      own.setString(1, fact.attributes);
      own.setLong(2, fact.id);
      own.addBatch();
    }
    for (Prepared.Said said : fact.fresh) {
      boolean shares = fact.versions.size() == 1 && said.attributes().equals(merged);
      addVersion(session, fact, said.version(), shares ? "" : said.attributes(), now);
    }
  }

  private static void addVersion(
      Session session, Fact fact, Version version, String attributes, long now)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT_VERSION);
    insert.setLong(1, fact.id);
    insert.setString(2, version.source());
    insert.setLong(3, version.rank());
    insert.setLong(4, version.recordedAt());
    insert.setString(5, version.tie());
    insert.setLong(6, version.reading());
    insert.setLong(7, version.messageId());
    insert.setString(8, version.mapping());
    insert.setString(9, version.action().name());
    Session.setLong(insert, 10, version.occurredAt());
    insert.setString(11, version.patient());
    insert.setString(12, attributes);
    insert.setLong(13, now);
    insert.addBatch();
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
    session.prepare(OWN_TEXT).executeBatch();
    session.prepare(INSERT_VERSION).executeBatch();
    session.prepare(INSERT).executeBatch();
    session.prepare(UPDATE).executeBatch();
  }

  static Long nullable(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
