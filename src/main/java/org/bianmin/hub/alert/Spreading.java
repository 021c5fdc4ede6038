package org.bianmin.hub.alert;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.Session;

/**
 * Spreads what happened to incidents over the channels that are told: at once, again while nobody
 * acknowledges, and to those who come next. What a silence holds waits until it ends.
 */
final class Spreading {

  private static final String OPEN =
      IncidentQueries.COLUMNS + " where state = 'OPEN' order by id limit 5000";
  private static final String LAST =
      "select m.incident, m.channel, max(m.made_at), max(case when m.moment = 'ESCALATED' then"
          + " m.nth else 0 end) from alert_incident i join alert_message m on m.incident = i.id"
          + " where i.state = 'OPEN' group by m.incident, m.channel";

  /** What a channel was told of an incident: when last, and for which break of it in escalation. */
  private record Last(long madeAt, long escalated) {}

  private final TellingRows rows;
  private final IncidentRows incidents;
  private final Silences silences;
  private final AlertRules rules;
  private final Map<String, ChannelProperties> channels;

  Spreading(
      TellingRows rows,
      IncidentRows incidents,
      Silences silences,
      AlertRules rules,
      Map<String, ChannelProperties> channels) {
    this.rows = rows;
    this.incidents = incidents;
    this.silences = silences;
    this.rules = rules;
    this.channels = channels;
  }

  /** What happened since the last time. */
  void news(Session session, long now) throws SQLException {
    List<TellingRows.Waiting> waiting = rows.waiting(session);
    if (waiting.isEmpty()) {
      return;
    }
    List<Silence> silent = silences.holding(session, now);
    for (TellingRows.Waiting moment : waiting) {
      Incident incident = find(session, moment.incident());
      if (moment.what().equals("resolved")) {
        for (String channel : rows.channels(session, incident)) {
          rows.add(session, incident, channel, Moment.RESOLVED, moment.id(), now);
        }
        rows.drop(session, moment.id());
      } else {
        opened(session, moment, incident, silent, now);
      }
    }
  }

  private void opened(
      Session session,
      TellingRows.Waiting moment,
      Incident incident,
      List<Silence> silent,
      long now)
      throws SQLException {
    boolean held = moment.silence() != null;
    // what was over before it was told troubles nobody, nor what somebody looks after by now
    if (incident.resolvedAt() != null || (held && incident.state() != State.OPEN)) {
      rows.drop(session, moment.id());
      return;
    }
    Silence silence = silence(silent, incident);
    if (silence != null) {
      if (!held || moment.silence() != silence.id()) {
        rows.hold(session, moment.id(), silence.id());
        incidents.entry(session, incident.id(), now, "silenced", silence.who(), silence.reason());
      }
      return;
    }
    Moment what = moment.what().equals("again") ? Moment.AGAIN : Moment.OPENED;
    for (var channel : channels.entrySet()) {
      if (after(incident, channel.getValue()) == null && channel.getValue().wants(incident)) {
        rows.add(session, incident, channel.getKey(), what, moment.id(), now);
      }
    }
    rows.drop(session, moment.id());
  }

  /** What lasts and nobody acknowledged: told again, and to those who come next. */
  void lasting(Session session, long now) throws SQLException {
    List<Incident> open = open(session);
    if (open.isEmpty()) {
      return;
    }
    List<Silence> silent = silences.holding(session, now);
    Map<String, Last> told = last(session);
    for (Incident incident : open) {
      if (silence(silent, incident) != null) {
        continue;
      }
      for (var channel : channels.entrySet()) {
        if (channel.getValue().wants(incident)) {
          Last last = told.get(incident.id() + " " + channel.getKey());
          remind(session, incident, channel.getKey(), channel.getValue(), last, now);
        }
      }
    }
  }

  private void remind(
      Session session, Incident incident, String id, ChannelProperties channel, Last last, long now)
      throws SQLException {
    Duration after = after(incident, channel);
    if (after != null && (last == null || last.escalated() < incident.since())) {
      if (now - incident.since() >= after.toMillis()) {
        rows.add(session, incident, id, Moment.ESCALATED, incident.since(), now);
      }
    } else if (last != null
        && !channel.repeatEvery().isZero()
        && incident.severity().compareTo(channel.repeatSeverity()) <= 0
        && now - last.madeAt() >= channel.repeatEvery().toMillis()) {
      rows.add(session, incident, id, Moment.REPEATED, now, now);
    }
  }

  /** After how long a channel is told, or null when it is at once. */
  private Duration after(Incident incident, ChannelProperties channel) {
    if (channel.escalateAfter() == null) {
      return null;
    }
    return rules
        .inForce()
        .find(incident.rule())
        .map(AlertRule::escalateAfter)
        .orElse(channel.escalateAfter());
  }

  private static Silence silence(List<Silence> silent, Incident incident) {
    return silent.stream().filter(one -> one.concerns(incident)).findFirst().orElse(null);
  }

  private static Incident find(Session session, long id) throws SQLException {
    PreparedStatement find = session.prepare(IncidentQueries.COLUMNS + " where id = ?");
    find.setLong(1, id);
    try (ResultSet row = find.executeQuery()) {
      row.next();
      return IncidentQueries.read(row);
    }
  }

  private static List<Incident> open(Session session) throws SQLException {
    List<Incident> open = new ArrayList<>();
    try (ResultSet row = session.prepare(OPEN).executeQuery()) {
      while (row.next()) {
        open.add(IncidentQueries.read(row));
      }
    }
    return open;
  }

  private static Map<String, Last> last(Session session) throws SQLException {
    Map<String, Last> last = new HashMap<>();
    try (ResultSet row = session.prepare(LAST).executeQuery()) {
      while (row.next()) {
        last.put(row.getLong(1) + " " + row.getString(2), new Last(row.getLong(3), row.getLong(4)));
      }
    }
    return last;
  }
}
