package org.bianmin.hub.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which messages a person made out of which. */
@Component
public final class Edits {

  /**
   * How a message is made out of another one.
   *
   * @param editOf journal id of the other one
   * @param changed places, for example {@code PID-8, PV1-2}; no values
   */
  public record Edit(long editOf, String who, String reason, String changed) {}

  /**
   * A message that was made so.
   *
   * @param at epoch milliseconds
   */
  public record Edited(long messageId, Edit edit, long at) {}

  private static final String SELECT =
      "select message_id, edit_of, who, reason, changed, edited_at from message_edit where ";
  private static final String INSERT =
      "insert into message_edit (message_id, edit_of, who, reason, changed, edited_at)"
          + " values (?, ?, ?, ?, ?, ?)";
  private static final int MOST = 50;

  private final JdbcClient queries;

  Edits(JdbcClient queries) {
    this.queries = queries;
  }

  /** Written in the transaction that writes the message. */
  static void write(Session session, long messageId, long at, Edit edit) throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    insert.setLong(1, messageId);
    insert.setLong(2, edit.editOf());
    insert.setString(3, edit.who());
    insert.setString(4, edit.reason());
    insert.setString(5, edit.changed());
    insert.setLong(6, at);
    insert.executeUpdate();
  }

  /** How a message was made; empty for one that a source sent. */
  public Optional<Edited> of(long messageId) {
    return select("message_id = ?", messageId).stream().findFirst();
  }

  /** What was made out of a message, oldest first; 50 at most. */
  public List<Edited> outOf(long messageId) {
    return select("edit_of = ? order by message_id limit " + MOST, messageId);
  }

  private List<Edited> select(String where, long id) {
    return queries
        .sql(SELECT + where)
        .param(id)
        .query(
            (row, n) ->
                new Edited(
                    row.getLong(1),
                    new Edit(row.getLong(2), row.getString(3), row.getString(4), row.getString(5)),
                    row.getLong(6)))
        .list();
  }
}
