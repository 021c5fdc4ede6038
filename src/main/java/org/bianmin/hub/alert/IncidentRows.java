package org.bianmin.hub.alert;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;

/** Rows of incidents, inside of a transaction of the writer. */
final class IncidentRows {

  /** What is bad, or was. */
  record Place(String rule, String subject) {}

  private static final String PAST =
      IncidentQueries.COLUMNS
          + " where rule = ? and subject = ? and resolved_at >= ? order by resolved_at desc limit"
          + " 1";
  private static final String INSERT =
      "insert into alert_incident (id, rule, subject, severity, state, opened_at, last_at, times,"
          + " value, threshold, since) values (?, ?, ?, ?, 'OPEN', ?, ?, 1, ?, ?, ?)";
  private static final String AGAIN =
      "update alert_incident set state = 'OPEN', resolved_at = null, times = times + 1,"
          + " last_at = ?, value = ?, since = ? where id = ?";
  private static final String SEEN =
      "update alert_incident set last_at = ?, value = ?, threshold = ?, severity = ? where id = ?";
  private static final String RESOLVE =
      "update alert_incident set state = 'RESOLVED', resolved_at = ? where id = ?"
          + " and resolved_at is null";
  private static final String ENTRY =
      "insert into alert_entry (id, incident, at, what, who, text) values (?, ?, ?, ?, ?, ?)";

  private static final String MOMENT =
      "insert into alert_moment (id, incident, what, at) values (?, ?, ?, ?)";

  /** What people are told. */
  private static final Set<String> TOLD = Set.of("opened", "again", "resolved");

  private final Ids incidents;
  private final Ids entries;
  private final boolean telling;

  /**
   * Rows of a store.
   *
   * @param telling whether there is a channel, so that what happens waits to be told
   */
  IncidentRows(GroupCommit commits, boolean telling) {
    this.telling = telling;
    this.incidents = new Ids("alert_incident", commits);
    this.entries = new Ids("alert_entry", commits);
  }

  Map<Place, Incident> lasting(Session session) throws SQLException {
    Map<Place, Incident> lasting = new HashMap<>();
    String sql = IncidentQueries.COLUMNS + " where resolved_at is null";
    try (ResultSet row = session.prepare(sql).executeQuery()) {
      while (row.next()) {
        Incident incident = IncidentQueries.read(row);
        lasting.put(new Place(incident.rule(), incident.subject()), incident);
      }
    }
    return lasting;
  }

  /** Since when places are on the turn: bad without incident, or good with one. */
  Map<Place, Long> turns(Session session) throws SQLException {
    Map<Place, Long> turns = new HashMap<>();
    try (ResultSet row =
        session.prepare("select rule, subject, since from alert_turn").executeQuery()) {
      while (row.next()) {
        turns.put(new Place(row.getString(1), row.getString(2)), row.getLong(3));
      }
    }
    return turns;
  }

  void turn(Session session, Place place, long since) throws SQLException {
    PreparedStatement turn =
        session.prepare(
            "insert into alert_turn (rule, subject, since) values (?, ?, ?)"
                + " on conflict (rule, subject) do update set since = excluded.since");
    turn.setString(1, place.rule());
    turn.setString(2, place.subject());
    turn.setLong(3, since);
    turn.executeUpdate();
  }

  void endTurn(Session session, Place place) throws SQLException {
    PreparedStatement end =
        session.prepare("delete from alert_turn where rule = ? and subject = ?");
    end.setString(1, place.rule());
    end.setString(2, place.subject());
    end.executeUpdate();
  }

  /** Opens an incident, or the one that ended so lately that it is still the same. */
  void open(Session session, AlertRule rule, Figure figure, long now, long sameSince)
      throws SQLException {
    PreparedStatement past = session.prepare(PAST);
    past.setString(1, rule.id());
    past.setString(2, figure.subject());
    past.setLong(3, sameSince);
    Incident same = null;
    try (ResultSet row = past.executeQuery()) {
      if (row.next()) {
        same = IncidentQueries.read(row);
      }
    }
    if (same != null) {
      PreparedStatement again = session.prepare(AGAIN);
      again.setLong(1, now);
      again.setDouble(2, figure.value());
      again.setLong(3, now);
      again.setLong(4, same.id());
      again.executeUpdate();
      entry(session, same.id(), now, "again", "", "");
      return;
    }
    long id = incidents.next(session);
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, id);
    insert.setString(2, rule.id());
    insert.setString(3, figure.subject());
    insert.setString(4, rule.severity().name());
    insert.setLong(5, now);
    insert.setLong(6, now);
    insert.setDouble(7, figure.value());
    insert.setDouble(8, rule.threshold());
    insert.setLong(9, now);
    insert.executeUpdate();
    entry(session, id, now, "opened", "", "");
  }

  void seen(Session session, Incident incident, AlertRule rule, double value, long now)
      throws SQLException {
    PreparedStatement seen = session.prepare(SEEN);
    seen.setLong(1, now);
    seen.setDouble(2, value);
    seen.setDouble(3, rule.threshold());
    seen.setString(4, rule.severity().name());
    seen.setLong(5, incident.id());
    seen.executeUpdate();
  }

  /** True when it lasted until now. */
  boolean resolve(Session session, long id, long now, String who, String text) throws SQLException {
    PreparedStatement resolve = session.prepare(RESOLVE);
    resolve.setLong(1, now);
    resolve.setLong(2, id);
    boolean lasted = resolve.executeUpdate() == 1;
    if (lasted) {
      entry(session, id, now, "resolved", who, text);
    }
    return lasted;
  }

  void entry(Session session, long incident, long at, String what, String who, String text)
      throws SQLException {
    long id = entries.next(session);
    PreparedStatement entry = session.prepare(ENTRY);
    entry.setLong(1, id);
    entry.setLong(2, incident);
    entry.setLong(3, at);
    entry.setString(4, what);
    entry.setString(5, who);
    entry.setString(6, text);
    entry.executeUpdate();
    if (telling && TOLD.contains(what)) {
      PreparedStatement moment = session.prepare(MOMENT);
      moment.setLong(1, id);
      moment.setLong(2, incident);
      moment.setString(3, what);
      moment.setLong(4, at);
      moment.executeUpdate();
    }
  }
}
