package org.bianmin.hub.settlement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Session;

/** Which days are closed, and how that came. */
final class DayRows {

  static final String CLOSED = "closed";
  static final String REOPENED = "reopened";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String STATE =
      "select closed from reconciliation_day where facility = ? and day = ?";
  private static final String SET =
      "insert into reconciliation_day (facility, day, closed, who, at) values (?, ?, ?, ?, ?)"
          + " on conflict (facility, day) do update set closed = excluded.closed, who ="
          + " excluded.who, at = excluded.at";
  private static final String TELL =
      "insert into reconciliation_day_history (id, facility, day, kind, who, at, comment, event_key,"
          + " figures) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Ids ids;

  DayRows(GroupCommit commits) {
    this.ids = new Ids("reconciliation_day_history", commits);
  }

  boolean isClosed(Session session, String facility, String day) throws SQLException {
    PreparedStatement select = session.prepare(STATE);
    select.setString(1, facility);
    select.setString(2, day);
    try (ResultSet row = select.executeQuery()) {
      return row.next() && row.getLong(1) == 1;
    }
  }

  /** Closes or reopens a day; its figures are kept as they are then. */
  void set(Session session, String facility, String day, DayEvent event) throws SQLException {
    PreparedStatement set = session.prepare(SET);
    set.setString(1, facility);
    set.setString(2, day);
    set.setLong(3, event.kind().equals(CLOSED) ? 1 : 0);
    set.setString(4, event.who() == null ? "" : event.who());
    set.setLong(5, event.at());
    set.executeUpdate();
    PreparedStatement tell = session.prepare(TELL);
    tell.setLong(1, ids.next(session));
    tell.setString(2, facility);
    tell.setString(3, day);
    tell.setString(4, event.kind());
    tell.setString(5, event.who());
    tell.setLong(6, event.at());
    tell.setString(7, event.comment());
    tell.setString(8, event.eventKey());
    tell.setString(9, figures(session, facility, day));
    tell.executeUpdate();
  }

  private static String figures(Session session, String facility, String day) throws SQLException {
    try {
      return JSON.writeValueAsString(FigureRows.ofDay(session, facility, day));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Figures are not JSON", e);
    }
  }
}
