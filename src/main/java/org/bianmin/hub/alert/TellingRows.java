package org.bianmin.hub.alert;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;

/** The queue of what people are told, inside of a transaction of the writer. */
final class TellingRows {

  /**
   * What happened to an incident and was not spread over the channels yet.
   *
   * @param silence id of the silence that holds it, or null
   */
  record Waiting(long id, long incident, String what, Long silence) {}

  private static final int MOST = 2_000;
  private static final String WAITING = "select id, incident, what, silence from alert_moment";
  private static final String INSERT =
      "insert into alert_message (id, incident, channel, moment, nth, state, made_at, due_at,"
          + " attempts, gathered, answer) values (?, ?, ?, ?, ?, 'WAITING', ?, ?, 0, 0, '')"
          + " on conflict (incident, channel, moment, nth) do nothing";
  private static final String CLAIM =
      "update alert_message set attempts = attempts + 1, due_at = ?"
          + " where id = ? and state = 'WAITING' and due_at <= ?";
  private static final String TOLD =
      "update alert_message set state = 'TOLD', told_at = ?, gathered = ?, answer = ? where id = ?";
  private static final String FAILED =
      "update alert_message set state = case when attempts >= ? then 'GIVEN_UP' else state end,"
          + " due_at = ?, answer = ? where id = ? and state = 'WAITING'";
  private static final String RESTS =
      "update alert_message set attempts = attempts + 1, due_at = ?, answer = ?,"
          + " state = case when attempts + 1 >= ? then 'GIVEN_UP' else state end"
          + " where channel = ? and state = 'WAITING' and due_at <= ?";
  private static final String ANSWERED =
      "insert into alert_channel (channel, at, ok, remedy, answer) values (?, ?, ?, ?, ?)"
          + " on conflict (channel) do update set at = excluded.at, ok = excluded.ok,"
          + " remedy = excluded.remedy, answer = excluded.answer";

  private final Ids ids;

  TellingRows(GroupCommit commits) {
    this.ids = new Ids("alert_message", commits);
  }

  /** What waits, oldest first; those that a silence holds after the others. */
  List<Waiting> waiting(Session session) throws SQLException {
    List<Waiting> waiting = new ArrayList<>();
    for (String which : List.of(" where silence is null", " where silence is not null")) {
      try (ResultSet row =
          session.prepare(WAITING + which + " order by id limit " + MOST).executeQuery()) {
        while (row.next()) {
          long held = row.getLong(4);
          waiting.add(
              new Waiting(
                  row.getLong(1), row.getLong(2), row.getString(3), row.wasNull() ? null : held));
        }
      }
    }
    return waiting;
  }

  void hold(Session session, long moment, long silence) throws SQLException {
    PreparedStatement hold = session.prepare("update alert_moment set silence = ? where id = ?");
    hold.setLong(1, silence);
    hold.setLong(2, moment);
    hold.executeUpdate();
  }

  void drop(Session session, long moment) throws SQLException {
    PreparedStatement drop = session.prepare("delete from alert_moment where id = ?");
    drop.setLong(1, moment);
    drop.executeUpdate();
  }

  /** Puts one into the queue unless it is there. */
  void add(Session session, Incident incident, String channel, Moment moment, long nth, long now)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, ids.next(session));
    insert.setLong(2, incident.id());
    insert.setString(3, channel);
    insert.setString(4, moment.name());
    insert.setLong(5, nth);
    insert.setLong(6, now);
    insert.setLong(7, now);
    insert.executeUpdate();
  }

  /** Channels that were to be told of an incident since it was bad anew. */
  Set<String> channels(Session session, Incident incident) throws SQLException {
    PreparedStatement told =
        session.prepare(
            "select distinct channel from alert_message where incident = ? and made_at >= ?"
                + " and moment <> 'RESOLVED'");
    told.setLong(1, incident.id());
    told.setLong(2, incident.since());
    Set<String> channels = new LinkedHashSet<>();
    try (ResultSet row = told.executeQuery()) {
      while (row.next()) {
        channels.add(row.getString(1));
      }
    }
    return channels;
  }

  /** Takes one to be told; false when it is told or another takes it. */
  boolean claim(Session session, long id, long until, long now) throws SQLException {
    PreparedStatement claim = session.prepare(CLAIM);
    claim.setLong(1, until);
    claim.setLong(2, id);
    claim.setLong(3, now);
    return claim.executeUpdate() == 1;
  }

  /**
   * It was taken.
   *
   * @param gathered how many went in one message
   */
  void told(Session session, long id, int gathered, String answer, long now) throws SQLException {
    PreparedStatement told = session.prepare(TOLD);
    told.setLong(1, now);
    told.setLong(2, gathered);
    told.setString(3, answer);
    told.setLong(4, id);
    told.executeUpdate();
  }

  /** It was not taken: tried again at a time, or given up after so many attempts. */
  void failed(Session session, long id, int most, String answer, long again) throws SQLException {
    PreparedStatement failed = session.prepare(FAILED);
    failed.setInt(1, most);
    failed.setLong(2, again);
    failed.setString(3, answer);
    failed.setLong(4, id);
    failed.executeUpdate();
  }

  /** What else is due on a channel that is away fares the same without being tried. */
  void rest(Session session, String channel, int most, String answer, long again, long now)
      throws SQLException {
    PreparedStatement rests = session.prepare(RESTS);
    rests.setLong(1, again);
    rests.setString(2, answer);
    rests.setInt(3, most);
    rests.setString(4, channel);
    rests.setLong(5, now);
    rests.executeUpdate();
  }

  void answered(Session session, String channel, ChannelAnswer answer, long now)
      throws SQLException {
    PreparedStatement answered = session.prepare(ANSWERED);
    answered.setString(1, channel);
    answered.setLong(2, now);
    answered.setInt(3, answer.ok() ? 1 : 0);
    answered.setString(4, answer.remedy().name());
    answered.setString(5, answer.text());
    answered.executeUpdate();
  }
}
