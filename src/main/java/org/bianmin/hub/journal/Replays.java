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

  /**
   * What came of it.
   *
   * @param messages how many of them did not wait already, and are read again
   * @param pruned how many are not, since their raw bytes are pruned
   */
  public record Again(long messages, long pruned) {

    static final Again NONE = new Again(0, 0);

    /** Both together. */
    public Again and(Again other) {
      return new Again(messages + other.messages, pruned + other.pruned);
    }
  }

  private static final int PAGE = 500;
  private static final String AGAIN =
      "update message set state = 'RECEIVED', stage = null, reason = null, location = null,"
          + " replays = replays + 1 where id = ? and state = ? and coalesce(stage, '') = ?"
          + " and coalesce(reason, '') = ?";

  private final MessageQueries messages;
  private final InboundMessages journal;
  private final Commands commands;
  private final RawBytes bytes;

  Replays(MessageQueries messages, InboundMessages journal, Commands commands, RawBytes bytes) {
    this.messages = messages;
    this.journal = journal;
    this.commands = commands;
    this.bytes = bytes;
  }

  /**
   * Replays one message; false when there is none, or it waits already.
   *
   * @throws RawBytesPruned when it can be read no more
   */
  public boolean replay(long id) {
    Again again = messages.find(id).map(row -> again(List.of(row))).orElse(Again.NONE);
    if (again.pruned() > 0) {
      throw bytes.pruned(id);
    }
    return again.messages() == 1;
  }

  /** Replays these messages. */
  public Again replay(List<Long> ids) {
    return again(ids.stream().map(messages::find).flatMap(Optional::stream).toList());
  }

  /** Replays what the selection holds at this moment. */
  public Again replay(MessageQueries.Selection selection) {
    Again count = Again.NONE;
    long after = 0;
    List<MessageRow> page = messages.walk(selection, after, PAGE);
    while (!page.isEmpty()) {
      count = count.and(again(page));
      after = page.get(page.size() - 1).id();
      page = messages.walk(selection, after, PAGE);
    }
    return count;
  }

  private Again again(List<MessageRow> rows) {
    List<MessageRow> done =
        rows.stream().filter(row -> row.state() != MessageState.RECEIVED).toList();
    List<MessageRow> readable = bytes.readable(done);
    long pruned = (long) done.size() - readable.size();
    if (readable.isEmpty()) {
      return new Again(0, pruned);
    }
    List<Long> again = commands.execute(session -> again(session, readable));
    if (!again.isEmpty()) {
      journal.waitAgain(commands, again);
    }
    return new Again(again.size(), pruned);
  }

  private static List<Long> again(Session session, List<MessageRow> rows) throws SQLException {
    Tallies tallies = new Tallies("journal");
    ParkedCauses causes = new ParkedCauses();
    PreparedStatement again = session.prepare(AGAIN);
    List<Long> made = new ArrayList<>(rows.size());
    for (MessageRow row : rows) {
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
