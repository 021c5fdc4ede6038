package org.bianmin.hub.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Walks over the journal in the order of arrival, with the raw bytes, and changes nothing in it.
 * For one thread; a block is unpacked once for all its messages.
 */
public final class JournalWalk {

  /**
   * A part of the walk.
   *
   * @param rows messages with their bytes; may be none before the end
   * @param withoutBytes how many more there were whose raw bytes are pruned
   * @param end whether there was nothing more
   */
  public record Page(List<JournalRow> rows, long withoutBytes, boolean end) {}

  /** A row before its bytes are read. */
  private record Place(JournalRow row, long block, long offset, long length) {}

  /** What one query found, where it came to, and whether there was anything at all. */
  private record Steps(List<Place> places, long at, long id, boolean any) {}

  /** As many as hub nodes that write at the same time. */
  private static final int KEPT_BLOCKS = 4;

  private static final long PAGE_BYTES = 8L << 20;

  /** Messages of other sources are passed over, so many times a page in one step. */
  private static final int PASSED_OVER = 8;

  // both engines walk along the index on received_at; the second condition only skips what the
  // page before held of the same millisecond
  private static final String PAGE =
      "select id, source, facility, format, control_id, trigger_event, charset, received_at,"
          + " block_id, block_offset, length, replay_of, replays from message"
          + " where received_at >= ? and received_at < ? and (received_at > ? or id > ?)"
          + " order by received_at, id limit ?";

  private final JdbcClient queries;
  private final Blocks blocks;
  private final String source;
  private final long to;
  private long at;
  private long id;

  JournalWalk(JdbcClient queries, String source, long from, long to) {
    this.queries = queries;
    this.blocks = new Blocks(queries, KEPT_BLOCKS);
    this.source = source;
    this.at = from;
    this.to = to;
  }

  /**
   * The next messages: at most {@code limit}, fewer where they are large or of other sources. The
   * walk stays where it is when this throws.
   */
  public Page next(int limit) {
    Steps steps = steps(limit);
    List<JournalRow> rows = new ArrayList<>(steps.places().size());
    for (Place place : steps.places()) {
      byte[] raw = blocks.find(place.block(), place.offset(), place.length());
      if (raw != null) {
        rows.add(with(place.row(), raw));
      }
    }
    at = steps.at();
    id = steps.id();
    return new Page(rows, steps.places().size() - rows.size(), !steps.any());
  }

  /** A rare source is not asked of the database: the answer could take minutes. */
  private Steps steps(int limit) {
    return queries
        .sql(PAGE)
        .params(at, to, at, id, source == null ? limit : limit * PASSED_OVER)
        .query(
            (ResultSet row) -> {
              List<Place> places = new ArrayList<>(limit);
              long bytes = 0;
              long lastId = id;
              long lastAt = at;
              boolean any = false;
              while (bytes < PAGE_BYTES && places.size() < limit && row.next()) {
                any = true;
                lastId = row.getLong(1);
                lastAt = row.getLong(8);
                if (source == null || source.equals(row.getString(2))) {
                  Place place = place(row);
                  places.add(place);
                  bytes += place.length();
                }
              }
              return new Steps(places, lastAt, lastId, any);
            });
  }

  private static Place place(ResultSet row) throws SQLException {
    long replayOf = row.getLong(12);
    Long replayed = row.wasNull() ? null : replayOf;
    NewMessage message =
        new NewMessage(
            row.getString(2),
            row.getString(3),
            MessageFormat.of(row.getString(4)),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getLong(8),
            null,
            null,
            replayed);
    return new Place(
        new JournalRow(row.getLong(1), message, row.getInt(13)),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11));
  }

  private static JournalRow with(JournalRow row, byte[] raw) {
    NewMessage message = row.message();
    return new JournalRow(
        row.id(),
        new NewMessage(
            message.source(),
            message.facility(),
            message.format(),
            message.controlId(),
            message.trigger(),
            message.charset(),
            message.receivedAt(),
            raw,
            null,
            message.replayOf()),
        row.reading());
  }
}
