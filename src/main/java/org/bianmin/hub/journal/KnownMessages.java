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

/**
 * What of the arrivals of a commit their sources have sent before. Many are asked for at once: each
 * question takes its way to the database and back. However many messages have one control id, each
 * arrival costs two looks into the index.
 */
final class KnownMessages {

  private record Content(String source, String controlId, long hash) {}

  private record Known(long first, boolean reused) {}

  private static final Known NOTHING = new Known(0, false);

  private static final String TOLD = "with told (control_id, content_hash) as (values ";

  // the sum keeps PostgreSQL from walking along the ids until one fits
  private static final String KNOWN =
      ") select t.control_id, t.content_hash, (select min(m.id + 0) from message m"
          + " where m.control_id = t.control_id and m.source = ?"
          + " and m.content_hash = t.content_hash), (select 1 from message m"
          + " where m.control_id = t.control_id and m.source = ? limit 1) from told t";

  private final Map<Content, Known> known = new HashMap<>();

  /** Of arrivals that are no replays. */
  KnownMessages(Session session, List<Arrival> arrivals) throws SQLException {
    Map<String, Set<Content>> bySource = new LinkedHashMap<>();
    for (Arrival arrival : arrivals) {
      if (arrival.message.replayOf() == null) {
        bySource
            .computeIfAbsent(arrival.message.source(), source -> new LinkedHashSet<>())
            .add(content(arrival));
      }
    }
    for (Map.Entry<String, Set<Content>> of : bySource.entrySet()) {
      for (List<Content> some : InList.chunks(new ArrayList<>(of.getValue()))) {
        ask(session, of.getKey(), some);
      }
    }
  }

  private static Content content(Arrival arrival) {
    NewMessage message = arrival.message;
    return new Content(message.source(), message.controlId(), arrival.hash);
  }

  /** The question about so many contents of one source. */
  static String question(int contents) {
    return TOLD + "(?, cast(? as bigint))" + ", (?, ?)".repeat(InList.length(contents) - 1) + KNOWN;
  }

  private void ask(Session session, String source, List<Content> contents) throws SQLException {
    PreparedStatement select = session.prepare(question(contents.size()));
    InList.bind(
        contents,
        (n, content) -> {
          select.setString(2 * n - 1, content.controlId());
          select.setLong(2 * n, content.hash());
        });
    int last = 2 * InList.length(contents.size());
    select.setString(last + 1, source);
    select.setString(last + 2, source);
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        known.put(
            new Content(source, rows.getString(1), rows.getLong(2)),
            new Known(rows.getLong(3), rows.getLong(4) == 1));
      }
    }
  }

  /**
   * Id of the first message with the same content, 0 when there is none. The arrival learns whether
   * its control id, if it has one, was used before.
   */
  long first(Arrival arrival) {
    Known before = known.getOrDefault(content(arrival), NOTHING);
    arrival.reused = before.reused() && !arrival.message.controlId().isEmpty();
    return before.first();
  }
}
