package org.bianmin.hub.alert;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;

/** What people do to incidents. Each answers whether there is such an incident that lasts. */
public final class Incidents {

  private final Commands commands;
  private final IncidentRows rows;
  private final Clock clock;

  Incidents(Commands commands, IncidentRows rows, Clock clock) {
    this.commands = commands;
    this.rows = rows;
    this.clock = clock;
  }

  /** Somebody looks after it; who acknowledges first is its assignee unless it has one. */
  public boolean acknowledge(long id, String who, String comment) {
    return change(
        "update alert_incident set state = 'ACKNOWLEDGED', assignee = coalesce(assignee, ?)"
            + " where id = ? and resolved_at is null",
        who,
        id,
        "acknowledged",
        who,
        comment);
  }

  /**
   * Says who looks after it.
   *
   * @param assignee null means nobody
   */
  public boolean assign(long id, String who, String assignee) {
    return change(
        "update alert_incident set assignee = ? where id = ? and resolved_at is null",
        assignee,
        id,
        "assigned",
        who,
        assignee);
  }

  /** Adds a remark; also to what is over. */
  public boolean comment(long id, String who, String comment) {
    return change(
        "update alert_incident set assignee = coalesce(assignee, ?) where id = ?",
        null,
        id,
        "commented",
        who,
        comment);
  }

  /** Ends it; what is still bad opens again when it has lasted as long as its rule says. */
  public boolean resolve(long id, String who, String comment) {
    return commands.execute(
        session -> rows.resolve(session, id, clock.millis(), who, text(comment)));
  }

  private boolean change(
      String sql, String first, long id, String what, String who, String comment) {
    return commands.execute(
        session -> {
          boolean found = update(session, sql, first, id);
          if (found) {
            rows.entry(session, id, clock.millis(), what, who, text(comment));
          }
          return found;
        });
  }

  private static boolean update(Session session, String sql, String first, long id)
      throws SQLException {
    PreparedStatement update = session.prepare(sql);
    update.setString(1, first);
    update.setLong(2, id);
    return update.executeUpdate() == 1;
  }

  private static String text(String comment) {
    return comment == null ? "" : comment;
  }
}
