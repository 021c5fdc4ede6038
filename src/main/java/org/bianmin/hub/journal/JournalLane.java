package org.bianmin.hub.journal;

import com.github.luben.zstd.ZstdCompressCtx;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Ids;
import org.bianmin.hub.store.LaneWriter;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;

/** Writes received messages: one compressed block of raw bytes and one row each, per commit. */
final class JournalLane implements LaneWriter<JournalLane.Arrival> {

  /** A message on its way in, and who waits for the word that it is durable. */
  static final class Arrival {
    final NewMessage message;
    final long hash;
    final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    long id;
    boolean duplicate;

    Arrival(NewMessage message, long hash) {
      this.message = message;
      this.hash = hash;
    }
  }

  private record Identity(String source, String controlId, long hash) {}

  /** So many messages of one control id are looked at before the index is asked for the hash. */
  private static final int LOOK = 20;

  private static final String SAME_CONTROL_ID =
      "select id, content_hash from message where source = ? and control_id = ? limit " + LOOK;
  private static final String SAME_CONTENT =
      "select id from message where source = ? and control_id = ? and content_hash = ? limit 1";
  private static final String INSERT_BLOCK =
      "insert into message_block (id, created_at, size, bytes) values (?, ?, ?, ?)";
  private static final String INSERT =
      "insert into message (id, source, facility, format, control_id, trigger_event, charset,"
          + " received_at, content_hash, block_id, block_offset, length, state, stage, reason,"
          + " location, reused_id, replay_of)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String COUNT_DUPLICATE =
      "update message set duplicates = duplicates + 1 where id = ?";

  private final Ids messageIds;
  private final Ids blockIds;
  private final Tallies tallies = new Tallies("journal");

  /** For the life of the writer: making one costs more than a small block's compression. */
  private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(1);

  private final Consumer<List<JournalRow>> next;

  JournalLane(GroupCommit commits, Consumer<List<JournalRow>> next) {
    this.messageIds = new Ids("message", commits);
    this.blockIds = new Ids("message_block", commits);
    this.next = next;
  }

  @Override
  public void write(Session session, List<Arrival> arrivals) throws SQLException {
    tallies.clear();
    List<Arrival> stored = new ArrayList<>(arrivals.size());
    Map<Identity, Long> batch = new HashMap<>();
    boolean[] reused = new boolean[arrivals.size()];
    int length = 0;
    for (Arrival arrival : arrivals) {
      arrival.duplicate = false;
      arrival.id = 0;
      if (arrival.message.replayOf() == null
          && knownBefore(session, arrival, batch, reused, stored.size())) {
        continue;
      }
      arrival.id = messageIds.next(session);
      batch.put(identity(arrival), arrival.id);
      stored.add(arrival);
      length += arrival.message.raw().length;
    }
    if (!stored.isEmpty()) {
      long now = stored.get(stored.size() - 1).message.receivedAt();
      long block = insertBlock(session, stored, length, now);
      insertRows(session, stored, reused, block);
    }
    tallies.write(session, System.currentTimeMillis());
  }

  /** Whether this source sent the same before; if so the arrival carries the first one's id. */
  private boolean knownBefore(
      Session session, Arrival arrival, Map<Identity, Long> batch, boolean[] reused, int position)
      throws SQLException {
    NewMessage message = arrival.message;
    Long first = batch.get(identity(arrival));
    int sameControlId = 0;
    if (first == null && !message.controlId().isEmpty()) {
      PreparedStatement known = session.prepare(SAME_CONTROL_ID);
      known.setString(1, message.source());
      known.setString(2, message.controlId());
      try (ResultSet rows = known.executeQuery()) {
        while (first == null && rows.next()) {
          sameControlId++;
          if (rows.getLong(2) == arrival.hash) {
            first = rows.getLong(1);
          }
        }
      }
    }
    if (first == null && (message.controlId().isEmpty() || sameControlId == LOOK)) {
      first = sameContent(session, arrival);
    }
    if (first == null) {
      reused[position] = sameControlId > 0;
      return false;
    }
    arrival.duplicate = true;
    arrival.id = first;
    PreparedStatement count = session.prepare(COUNT_DUPLICATE);
    count.setLong(1, first);
    count.executeUpdate();
    tallies.add("duplicate", message.source(), 1);
    return true;
  }

  private static Long sameContent(Session session, Arrival arrival) throws SQLException {
    PreparedStatement known = session.prepare(SAME_CONTENT);
    known.setString(1, arrival.message.source());
    known.setString(2, arrival.message.controlId());
    known.setLong(3, arrival.hash);
    try (ResultSet row = known.executeQuery()) {
      return row.next() ? row.getLong(1) : null;
    }
  }

  private long insertBlock(Session session, List<Arrival> stored, int length, long now)
      throws SQLException {
    byte[] raw = new byte[length];
    int offset = 0;
    for (Arrival arrival : stored) {
      byte[] bytes = arrival.message.raw();
      System.arraycopy(bytes, 0, raw, offset, bytes.length);
      offset += bytes.length;
    }
    long id = blockIds.next(session);
    PreparedStatement insert = session.prepare(INSERT_BLOCK);
    insert.setLong(1, id);
    insert.setLong(2, now);
    insert.setLong(3, length);
    insert.setBytes(4, compressor.compress(raw));
    insert.executeUpdate();
    return id;
  }

  private void insertRows(Session session, List<Arrival> stored, boolean[] reused, long block)
      throws SQLException {
    PreparedStatement insert = session.prepare(INSERT);
    long offset = 0;
    for (int i = 0; i < stored.size(); i++) {
      Arrival arrival = stored.get(i);
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
      insert.setLong(17, reused[i] ? 1 : 0);
      Session.setLong(insert, 18, message.replayOf());
      insert.addBatch();
      offset += message.raw().length;
      tallies.add("received", message.source(), 1);
      if (parked != null) {
        tallies.add("parked", message.source(), 1);
      }
    }
    insert.executeBatch();
  }

  private static Identity identity(Arrival arrival) {
    return new Identity(arrival.message.source(), arrival.message.controlId(), arrival.hash);
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
  public void failed(Arrival arrival, Exception cause) {
    arrival.receipt.completeExceptionally(cause);
  }
}
