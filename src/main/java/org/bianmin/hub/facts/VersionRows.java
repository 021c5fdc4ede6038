package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.store.InList;
import org.bianmin.hub.store.Session;

/** The rows of what messages said of facts, inside a write transaction. */
final class VersionRows {

  static final String VERSIONS =
      "select source, source_rank, recorded_at, tie, reading, message_id, mapping, action,"
          + " occurred_at, patient, attributes, told_key, event_id from measure_event_version"
          + " where event_id in";
  private static final String INSERT_VERSION =
      "insert into measure_event_version (event_id, source, source_rank, recorded_at, tie, reading,"
          + " message_id, mapping, action, occurred_at, patient, attributes, accepted_at, told_key)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (event_id, message_id, reading, told_key) do nothing";
  private static final String OWN_TEXT =
      "update measure_event_version set attributes = ? where event_id = ? and attributes = ''";
  private static final String MOVE_VERSION =
      "update measure_event_version set event_id = ?, told_key = ?"
          + " where event_id = ? and message_id = ? and reading = ? and told_key = ?";
  private static final String DROP_VERSION =
      "delete from measure_event_version"
          + " where event_id = ? and message_id = ? and reading = ? and told_key = ?";

  /** Reads what was said of facts. */
  void read(Session session, List<Fact> facts) throws SQLException {
    for (List<Fact> some : InList.chunks(facts)) {
      Map<Long, Fact> byId = new HashMap<>();
      some.forEach(fact -> byId.put(fact.id, fact));
      PreparedStatement select = session.prepare(InList.of(VERSIONS, some.size()));
      InList.bind(some, (n, fact) -> select.setLong(n, fact.id));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Fact fact = byId.get(row.getLong(13));
          fact.versions.add(version(fact, row));
        }
      }
    }
  }

  private static Version version(Fact fact, ResultSet row) throws SQLException {
    return new Version(
        row.getString(1),
        row.getInt(2),
        row.getLong(3),
        row.getString(4),
        row.getInt(5),
        row.getLong(6),
        row.getString(7),
        Action.valueOf(row.getString(8)),
        EventRows.nullable(row, 9),
        row.getString(10),
        Attributes.read(text(fact, row.getString(11))),
        row.getString(12));
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
  void save(Session session, Fact fact, String merged, long now) throws SQLException {
    if (fact.sharesText && (fact.versions.size() > 1 || !fact.attributes.equals(merged))) {
      ownText(session, fact).addBatch();
      fact.sharesText = false;
    }
    for (Prepared.Said said : fact.fresh) {
      boolean shares = fact.versions.size() == 1 && said.attributes().equals(merged);
      addVersion(session, fact, said.version(), shares ? "" : said.attributes(), now);
    }
  }

  private static PreparedStatement ownText(Session session, Fact fact) throws SQLException {
    PreparedStatement own = session.prepare(OWN_TEXT);
    own.setString(1, fact.attributes);
    own.setLong(2, fact.id);
    return own;
  }

  /** What was said of a fact is said of another. */
  void move(Session session, Version version, Fact from, Fact to) throws SQLException {
    if (from.sharesText) {
      ownText(session, from).executeUpdate();
      from.sharesText = false;
    }
    from.versions.remove(version);
    Prepared.Said fresh = null;
    for (Prepared.Said said : from.fresh) {
      fresh = said.version().equals(version) ? said : fresh;
    }
    String told = from.toldKey(version);
    Version moved = version.toldAs(told.equals(to.key.businessKey()) ? "" : told);
    boolean known = to.knows(moved);
    if (!known) {
      to.versions.add(moved);
    }
    if (fresh != null) {
      from.fresh.remove(fresh);
      if (!known) {
        to.fresh.add(new Prepared.Said(to.key, moved, fresh.attributes()));
      }
      return;
    }
    PreparedStatement change = session.prepare(known ? DROP_VERSION : MOVE_VERSION);
    int at = 1;
    if (!known) {
      change.setLong(at++, to.id);
      change.setString(at++, moved.toldKey());
    }
    change.setLong(at++, from.id);
    change.setLong(at++, version.messageId());
    change.setLong(at++, version.reading());
    change.setString(at, version.toldKey());
    change.executeUpdate();
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
    insert.setString(14, version.toldKey());
    insert.addBatch();
  }

  void flush(Session session) throws SQLException {
    session.prepare(OWN_TEXT).executeBatch();
    session.prepare(INSERT_VERSION).executeBatch();
  }
}
