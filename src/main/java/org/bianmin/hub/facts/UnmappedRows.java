package org.bianmin.hub.facts;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.Session;

/** Counts codes without a row, and remembers which messages told them. */
final class UnmappedRows {

  /** So many messages of one code are remembered; a table that is mended late is not forgotten. */
  static final int REMEMBERED = 100_000;

  private static final String COUNT =
      "insert into unmapped_code (type, attribute, source, code, messages, first_seen, last_seen)"
          + " values (?, ?, ?, ?, ?, ?, ?) on conflict (type, attribute, source, code) do update"
          + " set messages = unmapped_code.messages + excluded.messages,"
          + " last_seen = excluded.last_seen";
  private static final String REMEMBER =
      "insert into unmapped_message (type, attribute, source, code, message_id)"
          + " select type, attribute, source, code, ? from unmapped_code"
          + " where type = ? and attribute = ? and source = ? and code = ? and messages <= ?"
          + " on conflict do nothing";
  private static final String FORGET = "delete from unmapped_message where message_id = ?";

  /** Inside the transaction that stores what the messages tell. */
  void write(Session session, List<Prepared> messages, long now) throws SQLException {
    Map<Unmapped, Integer> counts = new HashMap<>();
    for (Prepared message : messages) {
      if (message.again) {
        PreparedStatement forget = session.prepare(FORGET);
        forget.setLong(1, message.source.messageId());
        forget.executeUpdate();
      }
      for (Unmapped code : message.unmapped) {
        // a message that is read again was counted the first time
        counts.merge(code, message.again ? 0 : 1, Integer::sum);
      }
    }
    if (counts.isEmpty()) {
      return;
    }
    for (Map.Entry<Unmapped, Integer> count : counts.entrySet()) {
      PreparedStatement insert = session.prepare(COUNT);
      int next = key(insert, 1, count.getKey());
      insert.setLong(next++, count.getValue());
      insert.setLong(next++, now);
      insert.setLong(next, now);
      insert.executeUpdate();
    }
    for (Prepared message : messages) {
      for (Unmapped code : message.unmapped) {
        PreparedStatement remember = session.prepare(REMEMBER);
        remember.setLong(1, message.source.messageId());
        remember.setLong(key(remember, 2, code), REMEMBERED);
        remember.executeUpdate();
      }
    }
  }

  private static int key(PreparedStatement statement, int from, Unmapped code) throws SQLException {
    statement.setString(from, code.type());
    statement.setString(from + 1, code.attribute());
    statement.setString(from + 2, code.source());
    statement.setString(from + 3, code.code());
    return from + 4;
  }
}
