package org.bianmin.hub.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.FreeSpace;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Handover;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.Lane;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.OwnRows;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.telemetry.MessageTraces;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The journal: takes messages in, and hands those that wait on to the normalizer. */
@Component
public final class InboundMessages implements Intake {

  private static final int PER_COMMIT = 1024;
  private static final int QUEUED = 4096;
  private static final long QUEUED_BYTES = 32L << 20;
  private static final int HANDED_OVER = 8192;
  private static final long HANDED_OVER_BYTES = 32L << 20;
  private static final long PAGE_BYTES = 16L << 20;

  private static final String WAITING =
      "select id, source, facility, format, control_id, trigger_event, charset, received_at,"
          + " block_id, block_offset, length, replay_of, replays from message"
          + " where state = 'RECEIVED' and id between ? and ? order by id limit ?";

  private final GroupCommit commits;
  private final JdbcClient queries;
  private final FreeSpace space;
  private final Lane<Arrival> lane;
  private final OwnRows own;
  private final Handover<JournalRow> waiting;

  InboundMessages(GroupCommit commits, JdbcClient queries, FreeSpace space) {
    this(commits, queries, space, MessageTraces.off(), Nodes.alone());
  }

  @Autowired
  InboundMessages(
      GroupCommit commits, JdbcClient queries, FreeSpace space, MessageTraces traces, Nodes nodes) {
    this(commits, queries, space, traces, nodes, Clock.systemUTC());
  }

  /** With a clock that says when blocks are committed. */
  InboundMessages(
      GroupCommit commits,
      JdbcClient queries,
      FreeSpace space,
      MessageTraces traces,
      Nodes nodes,
      InstantSource clock) {
    OwnRows own = nodes.rows("message");
    this.commits = commits;
    this.own = own;
    this.queries = queries;
    this.space = space;
    this.waiting =
        new Handover<>(
            this::waitingPage,
            JournalRow::id,
            row -> row.message().raw().length + 200L,
            HANDED_OVER,
            HANDED_OVER_BYTES,
            own);
    commits.onRecovery(() -> waiting.waiting(0, Long.MAX_VALUE));
    this.lane =
        commits.lane(
            "journal",
            new JournalLane(
                new Ids("message", commits, own),
                commits,
                waiting::offer,
                new JournalSpans(traces),
                clock),
            PER_COMMIT,
            QUEUED,
            QUEUED_BYTES);
  }

  @Override
  public CompletableFuture<Receipt> receive(NewMessage message) {
    return receive(message, null);
  }

  @Override
  public CompletableFuture<Receipt> receive(NewMessage message, Duration patience) {
    return receive(message, patience, null);
  }

  /** Asks what the writer knows already, and never the database, which may be slow just then. */
  @Override
  public String unavailable() {
    if (commits.unavailable() != null) {
      return "the store cannot commit; see the log";
    }
    return space.enough() ? null : "less than hub.store.min-free is left on the disk of hub.data";
  }

  /** Takes in what a person made out of another message; it is never a duplicate. */
  public CompletableFuture<Receipt> edited(NewMessage message, Edits.Edit edit) {
    if (message.replayOf() == null) {
      throw new IllegalArgumentException("an edit repeats a message");
    }
    return receive(message, null, edit);
  }

  private CompletableFuture<Receipt> receive(
      NewMessage message, Duration patience, Edits.Edit edit) {
    if (!space.enough()) {
      return CompletableFuture.failedFuture(
          new StoreUnavailable("The hub's disk is nearly full; send again later", null));
    }
    var arrival = new Arrival(message, message.contentHash(), edit);
    try {
      long bytes = message.raw().length + 200L;
      if (patience == null) {
        lane.submit(arrival, bytes);
      } else {
        lane.submit(arrival, bytes, patience);
      }
    } catch (StoreUnavailable e) {
      return CompletableFuture.failedFuture(e);
    }
    return arrival.receipt;
  }

  /** Messages that wait to be normalized: from memory, or from the table after a backlog. */
  public Handover<JournalRow> waiting() {
    return waiting;
  }

  /** Has the node look at them that has these messages in hand: they wait again. */
  void waitAgain(Commands commands, List<Long> ids) {
    waiting.waiting(ids.get(0), ids.get(ids.size() - 1));
    own.made(commands, ids);
  }

  /** The raw bytes of a message, as they came; empty where they are pruned. */
  public Optional<byte[]> raw(MessageRow row) {
    return Optional.ofNullable(
        new Blocks(queries, 1).find(row.blockId(), row.blockOffset(), row.length()));
  }

  private List<JournalRow> waitingPage(long from, long to, int limit) {
    Blocks blocks = new Blocks(queries, 1);
    return queries
        .sql(WAITING)
        .params(from, to, limit)
        .query(
            (ResultSet row) -> {
              List<JournalRow> rows = new ArrayList<>();
              long bytes = 0;
              // few large messages are a page too
              while (bytes < PAGE_BYTES && row.next()) {
                JournalRow waits = waits(row, blocks);
                rows.add(waits);
                bytes += waits.message().raw().length;
              }
              return rows;
            });
  }

  private static JournalRow waits(ResultSet row, Blocks blocks) throws SQLException {
    long replayOf = row.getLong(12);
    Long replayed = row.wasNull() ? null : replayOf;
    return new JournalRow(
        row.getLong(1),
        new NewMessage(
            row.getString(2),
            row.getString(3),
            MessageFormat.of(row.getString(4)),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getLong(8),
            blocks.slice(row.getLong(9), row.getLong(10), row.getLong(11)),
            null,
            replayed),
        row.getInt(13));
  }
}
