package org.bianmin.hub.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;
import org.springframework.stereotype.Component;

/** Sends journaled messages through the normalizer again, by id and by selection. */
@Component
public final class Replays {

  private static final int PAGE = 500;
  private static final String AGAIN =
      "update message set state = 'RECEIVED', stage = null, reason = null, location = null,"
          + " replays = replays + 1 where id = ? and state = ? and coalesce(stage, '') = ?"
          + " and coalesce(reason, '') = ?";

  private final MessageQueries messages;
  private final InboundMessages journal;
  private final Commands commands;

  Replays(MessageQueries messages, InboundMessages journal, Commands commands) {
    this.messages = messages;
    this.journal = journal;
    this.commands = commands;
  }

  /** Replays one message; false when there is none, or it waits already. */
  public boolean replay(long id) {
    return messages.find(id).map(row -> again(List.of(row)) == 1).orElse(false);
  }

  /** Replays these messages; answers how many of them did not wait already. */
  public long replay(List<Long> ids) {
    List<MessageRow> rows = ids.stream().map(messages::find).flatMap(Optional::stream).toList();
    return rows.isEmpty() ? 0 : again(rows);
  }

  /** Replays what the selection holds at this moment; answers how many messages that were. */
  public long replay(MessageQueries.Selection selection) {
    long count = 0;
    long after = 0;
    List<MessageRow> page = messages.walk(selection, after, PAGE);
    while (!page.isEmpty()) {
      count += again(page);
      after = page.get(page.size() - 1).id();
      page = messages.walk(selection, after, PAGE);
    }
    return count;
  }

  private int again(List<MessageRow> rows) {
    List<Long> again = commands.execute(session -> again(session, rows));
    if (!again.isEmpty()) {
      journal.waitAgain(commands, again);
    }
    return again.size();
  }

  private static List<Long> again(Session session, List<MessageRow> rows) throws SQLException {
    Tallies tallies = new Tallies("journal");
    ParkedCauses causes = new ParkedCauses();
    PreparedStatement again = session.prepare(AGAIN);
    List<Long> made = new ArrayList<>(rows.size());
    for (MessageRow row : rows) {
      if (row.state() == MessageState.RECEIVED) {
        continue;
      }
      again.setLong(1, row.id());
      again.setString(2, row.state().name());
      again.setString(3, row.stage() == null ? "" : row.stage());
      again.setString(4, row.reason() == null ? "" : row.reason());
      if (again.executeUpdate() == 1) {
        made.add(row.id());
        tallies.add(row.state().name().toLowerCase(java.util.Locale.ROOT), row.source(), -1);
        tallies.add("replayed", row.source(), 1);
        if (row.state() == MessageState.PARKED) {
          causes.add(row.source(), row.stage(), row.reason(), row.id());
        }
      }
    }
    tallies.write(session, System.currentTimeMillis());
    causes.release(session);
    return made;
  }
}
