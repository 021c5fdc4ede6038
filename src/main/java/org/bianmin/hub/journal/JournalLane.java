package org.bianmin.hub.journal;

import com.github.luben.zstd.ZstdCompressCtx;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bianmin.hub.store.Commit;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.LaneWriter;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;

/** Writes received messages: one compressed block of raw bytes and one row each, per commit. */
final class JournalLane implements LaneWriter<Arrival> {

  private record Identity(String source, String controlId, long hash) {}

  private record ControlId(String source, String controlId) {}

  /** What one commit brings, while it is written. */
  private static final class Batch {
    final List<Arrival> stored;
    final Map<Identity, Arrival> firsts;
    final Set<ControlId> controlIds;
    final Map<Long, Integer> repeated = new TreeMap<>();

    Batch(int arrivals) {
      stored = new ArrayList<>(arrivals);
      firsts = new HashMap<>(arrivals * 2);
      controlIds = new HashSet<>(arrivals * 2);
    }
  }

  /** Messages are compressed together up to this size; a reader unpacks the whole block. */
  private static final int BLOCK_BYTES = 1 << 20;

  private static final String INSERT_BLOCK =
      "insert into message_block (id, created_at, size, bytes) values (?, ?, ?, ?)";
  private static final String INSERT =
      "insert into message (id, source, facility, format, control_id, trigger_event, charset,"
          + " received_at, content_hash, block_id, block_offset, length, state, stage, reason,"
          + " location, reused_id, replay_of)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String COUNT_DUPLICATES =
      "update message set duplicates = duplicates + ? where id = ?";

  private final Ids messageIds;
  private final Ids blockIds;
  private final Tallies tallies = new Tallies("journal");
  private final ParkedCauses causes = new ParkedCauses();

  /** For the life of the writer: making one costs more than a small block's compression. */
  private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(1);

  private final Consumer<List<JournalRow>> next;
  private final JournalSpans spans;
  private final InstantSource clock;

  JournalLane(
      Ids messageIds,
      GroupCommit commits,
      Consumer<List<JournalRow>> next,
      JournalSpans spans,
      InstantSource clock) {
    this.spans = spans;
    this.clock = clock;
    this.messageIds = messageIds;
    this.blockIds = new Ids("message_block", commits);
    this.next = next;
  }

  @Override
  public void write(Session session, List<Arrival> arrivals) throws SQLException {
    tallies.clear();
    causes.clear();
    Batch batch = new Batch(arrivals.size());
    FilledPositions positions = new FilledPositions(session, arrivals);
    KnownMessages known = new KnownMessages(session, arrivals);
    for (Arrival arrival : arrivals) {
      arrival.duplicate = false;
      arrival.reused = false;
      arrival.id = 0;
      if (!positions.take(arrival.message.position())) {
        arrival.duplicate = true;
        continue;
      }
      if (arrival.message.replayOf() == null && knownBefore(known, arrival, batch)) {
        continue;
      }
      arrival.id = messageIds.next(session);
      batch.stored.add(arrival);
    }
    writeBlocks(session, batch.stored);
    countDuplicates(session, batch.repeated);
    tallies.write(session, System.currentTimeMillis());
    causes.park(session);
    positions.write(session);
  }

  /** Whether this source sent the same before; if so the arrival carries the first one's id. */
  private boolean knownBefore(KnownMessages known, Arrival arrival, Batch batch)
      throws SQLException {
    NewMessage message = arrival.message;
    Arrival sameCommit =
        batch.firsts.putIfAbsent(
            new Identity(message.source(), message.controlId(), arrival.hash), arrival);
    long first = sameCommit == null ? known.first(arrival) : sameCommit.id;
    if (first == 0) {
      boolean firstOfCommit =
          message.controlId().isEmpty()
              || batch.controlIds.add(new ControlId(message.source(), message.controlId()));
      arrival.reused |= !firstOfCommit;
      return false;
    }
    arrival.duplicate = true;
    arrival.id = first;
    batch.repeated.merge(first, 1, Integer::sum);
    tallies.add("duplicate", message.source(), 1);
    return true;
  }

  /** After the inserts: the first copy may have come in this very commit. */
  private static void countDuplicates(Session session, Map<Long, Integer> repeated)
      throws SQLException {
    if (repeated.isEmpty()) {
      return;
    }
    PreparedStatement count = session.prepare(COUNT_DUPLICATES);
    for (Map.Entry<Long, Integer> entry : repeated.entrySet()) {
      count.setLong(1, entry.getValue());
      count.setLong(2, entry.getKey());
      count.addBatch();
    }
    count.executeBatch();
  }

  private void writeBlocks(Session session, List<Arrival> stored) throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    int from = 0;
    while (from < stored.size()) {
      int to = from + 1;
      int length = stored.get(from).message.raw().length;
      while (to < stored.size()
          && length + (long) stored.get(to).message.raw().length <= BLOCK_BYTES) {
        length += stored.get(to).message.raw().length;
        to++;
      }
      List<Arrival> neighbours = stored.subList(from, to);
      addRows(insert, neighbours, insertBlock(session, neighbours, length));
      from = to;
    }
    insert.executeBatch();
    writeEdits(session, stored);
  }

  private void writeEdits(Session session, List<Arrival> stored) throws SQLException {
    for (Arrival arrival : stored) {
      if (arrival.edit != null) {
        Edits.write(session, arrival.id, arrival.message.receivedAt(), arrival.edit);
        tallies.add("edited", arrival.message.source(), 1);
      }
    }
  }

  private long insertBlock(Session session, List<Arrival> stored, int length) throws SQLException {
    byte[] raw = stored.get(0).message.raw();
    if (stored.size() > 1) {
      raw = new byte[length];
      int offset = 0;
      for (Arrival arrival : stored) {
        byte[] bytes = arrival.message.raw();
        System.arraycopy(bytes, 0, raw, offset, bytes.length);
        offset += bytes.length;
      }
    }
    long id = blockIds.next(session);
    PreparedStatement insert = session.prepare(INSERT_BLOCK);
    insert.setLong(1, id);
    // not when they were received, which may be days ago where a topic is in front of the journal
    insert.setLong(2, clock.millis());
    insert.setLong(3, length);
    insert.setBytes(4, compressor.compress(raw));
    insert.executeUpdate();
    return id;
  }

  private void addRows(PreparedStatement insert, List<Arrival> stored, long block)
      throws SQLException {
    long offset = 0;
    for (Arrival arrival : stored) {
      NewMessage message = arrival.message;
      Parked parked = message.parked();
      insert.setLong(1, arrival.id);
      insert.setString(2, message.source());
      insert.setString(3, message.facility());
      insert.setString(4, message.format().code());
      insert.setString(5, message.controlId());
      insert.setString(6, message.trigger());
      insert.setString(7, message.charset());
      insert.setLong(8, message.receivedAt());
      insert.setLong(9, arrival.hash);
      insert.setLong(10, block);
      insert.setLong(11, offset);
      insert.setLong(12, message.raw().length);
      insert.setString(13, (parked == null ? MessageState.RECEIVED : MessageState.PARKED).name());
      insert.setString(14, parked == null ? null : parked.stage());
      insert.setString(15, parked == null ? null : parked.reason());
      insert.setString(16, parked == null ? null : parked.location());
      insert.setLong(17, arrival.reused ? 1 : 0);
      Session.setLong(insert, 18, message.replayOf());
      insert.addBatch();
      offset += message.raw().length;
      tallies.add("received", message.source(), 1);
      if (parked != null) {
        tallies.add("parked", message.source(), 1);
        causes.add(message.source(), parked.stage(), parked.reason(), arrival.id);
      }
    }
  }

  @Override
  public void committed(List<Arrival> arrivals) {
    List<JournalRow> rows = new ArrayList<>(arrivals.size());
    for (Arrival arrival : arrivals) {
      if (!arrival.duplicate && arrival.message.parked() == null) {
        rows.add(new JournalRow(arrival.id, arrival.message, 0));
      }
    }
    // first the answers: senders wait for them, the next stage does not
    for (Arrival arrival : arrivals) {
      arrival.receipt.complete(new Receipt(arrival.id, arrival.duplicate));
    }
    next.accept(rows);
  }

  @Override
  public void committed(List<Arrival> arrivals, Commit commit) {
    committed(arrivals);
    spans.committed(arrivals, commit);
  }

  @Override
  public void failed(Arrival arrival, Exception cause) {
    arrival.receipt.completeExceptionally(cause);
  }
}
