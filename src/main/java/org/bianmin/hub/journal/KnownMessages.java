package org.bianmin.hub.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.store.InList;
import org.bianmin.hub.store.Session;

/** What of the arrivals of a commit their sources have sent before. */
final class KnownMessages {

  private record ControlId(String source, String controlId) {}

  private record Row(long id, long hash) {}

  /** So many messages of one control id are looked at before the index is asked for the hash. */
  private static final int LOOK = 20;

  private static final String SAME_CONTROL_IDS =
      "select control_id, id, content_hash from message where source = ? and control_id in";
  private static final String SAME_CONTROL_ID =
      "select id, content_hash from message where control_id = ? and source = ? limit " + LOOK;
  private static final String SAME_CONTENT =
      "select min(id) from message where control_id = ? and source = ? and content_hash = ?";

  private final Session session;
  private final Map<ControlId, List<Row>> ahead = new HashMap<>();

  /** Asks for many at once: each question takes its way to the database and back. */
  KnownMessages(Session session, List<Arrival> arrivals) throws SQLException {
    this.session = session;
    Map<String, Set<String>> bySource = new LinkedHashMap<>();
    for (Arrival arrival : arrivals) {
      NewMessage message = arrival.message;
      if (message.replayOf() == null && !message.controlId().isEmpty()) {
        bySource
            .computeIfAbsent(message.source(), source -> new LinkedHashSet<>())
            .add(message.controlId());
      }
    }
    for (Map.Entry<String, Set<String>> of : bySource.entrySet()) {
      for (List<String> some : InList.chunks(List.copyOf(of.getValue()))) {
        readAhead(of.getKey(), some);
      }
    }
  }

  /** A source that gives all its messages one control id must not have all of them read. */
  private void readAhead(String source, List<String> controlIds) throws SQLException {
    int most = LOOK * controlIds.size();
    PreparedStatement select =
        session.prepare(InList.of(SAME_CONTROL_IDS, controlIds.size()) + " limit ?");
    select.setString(1, source);
    InList.bind(controlIds, (n, controlId) -> select.setString(n + 1, controlId));
    select.setLong(InList.length(controlIds.size()) + 2, most);
    Map<ControlId, List<Row>> found = new HashMap<>();
    int rowsRead = 0;
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        rowsRead++;
        found
            .computeIfAbsent(
                new ControlId(source, rows.getString(1)), controlId -> new ArrayList<>())
            .add(new Row(rows.getLong(2), rows.getLong(3)));
      }
    }
    if (rowsRead < most) {
      controlIds.forEach(controlId -> ahead.put(new ControlId(source, controlId), List.of()));
      ahead.putAll(found);
    }
  }

  /**
   * Id of the first message with the same content, 0 when there is none. The arrival learns whether
   * its control id was used before.
   */
  long first(Arrival arrival) throws SQLException {
    NewMessage message = arrival.message;
    if (message.controlId().isEmpty()) {
      return sameContent(arrival);
    }
    List<Row> known = ahead.get(new ControlId(message.source(), message.controlId()));
    boolean all = known != null;
    if (!all) {
      known = sameControlId(message);
    }
    arrival.reused = !known.isEmpty();
    if (!all && known.size() == LOOK) {
      return sameContent(arrival);
    }
    long first = 0;
    for (Row row : known) {
      if (row.hash() == arrival.hash && (first == 0 || row.id() < first)) {
        first = row.id();
      }
    }
    return first;
  }

  private List<Row> sameControlId(NewMessage message) throws SQLException {
    PreparedStatement select = session.prepare(SAME_CONTROL_ID);
    select.setString(1, message.controlId());
    select.setString(2, message.source());
    List<Row> known = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        known.add(new Row(rows.getLong(1), rows.getLong(2)));
      }
    }
    return known;
  }

  private long sameContent(Arrival arrival) throws SQLException {
    PreparedStatement known = session.prepare(SAME_CONTENT);
    known.setString(1, arrival.message.controlId());
    known.setString(2, arrival.message.source());
    known.setLong(3, arrival.hash);
    try (ResultSet row = known.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
