package org.bianmin.hub.indicator.block;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of blocks. */
final class BlockRows {

  /** A block without its bytes. */
  record Head(long part, long generation, int facts) {}

  /** The bytes of a block. */
  record Stored(long generation, byte[] bytes) {}

  /** So many are read by one statement. */
  static final int AT_ONCE = 32;

  private static final String WRITE =
      "insert into indicator_block (facts, built_at, generation, layout, bytes, facility, type,"
          + " part) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (facility, type, part)"
          + " do update set facts = excluded.facts, built_at = excluded.built_at,"
          + " generation = excluded.generation, layout = excluded.layout, bytes = excluded.bytes"
          + " where indicator_block.generation < excluded.generation";
  // the row stays, so that an older block cannot take its place
  private static final String EMPTY =
      "update indicator_block set facts = ?, built_at = ?, generation = ?, layout = ?, bytes = ?"
          + " where facility = ? and type = ? and part = ? and generation < ?";
  private static final String HEADS =
      "select part, generation, facts from indicator_block where facility = ? and type = ?"
          + " and part between ? and ? and facts > 0 order by part";
  private static final String BYTES =
      "select part, generation, bytes from indicator_block where facility = ? and type = ?"
          + " and part in ("
          + String.join(", ", Collections.nCopies(AT_ONCE, "?"))
          + ")";
  private static final String OF_PART =
      "select facility from indicator_block where type = ? and part = ? and facts > 0";
  private static final String NEXT_FACILITY =
      "select min(facility) from indicator_block where facility > ?";
  private static final String OTHER_LAYOUT =
      "select facility, part from indicator_block where type = ? and part between ? and ?"
          + " and facts > 0 and layout <> ?";

  private final JdbcClient queries;

  BlockRows(JdbcClient queries) {
    this.queries = queries;
  }

  /** Writes a block unless one is there that is as new or newer. */
  static void write(
      Session session,
      DirtyPart of,
      BlockLayout layout,
      long generation,
      BlockBuilding.Built built,
      long now)
      throws SQLException {
    boolean empty = built.facts() == 0;
    PreparedStatement write = session.prepare(empty ? EMPTY : WRITE);
    write.setLong(1, built.facts());
    write.setLong(2, now);
    write.setLong(3, generation);
    write.setString(4, layout.hash());
    write.setBytes(5, built.bytes());
    write.setString(6, of.facility());
    write.setString(7, of.of().type());
    write.setLong(8, of.of().part());
    if (empty) {
      write.setLong(9, generation);
    }
    write.executeUpdate();
    // a prepared statement lives as long as the connection: it must not hold the bytes
    write.clearParameters();
  }

  /** Blocks that have facts, oldest first. */
  List<Head> heads(String facility, String type, long first, long last) {
    return queries
        .sql(HEADS)
        .params(facility, type, first, last)
        .query((row, n) -> new Head(row.getLong(1), row.getLong(2), row.getInt(3)))
        .list();
  }

  /** The bytes of at most {@link #AT_ONCE} parts. */
  Map<Long, Stored> bytes(String facility, String type, List<Long> parts) {
    List<Object> params = new ArrayList<>(AT_ONCE + 2);
    params.add(facility);
    params.add(type);
    for (int i = 0; i < AT_ONCE; i++) {
      // one statement for any number
      params.add(parts.get(Math.min(i, parts.size() - 1)));
    }
    Map<Long, Stored> stored = new HashMap<>();
    queries
        .sql(BYTES)
        .params(params)
        .query(
            row -> {
              stored.put(row.getLong(1), new Stored(row.getLong(2), row.getBytes(3)));
            });
    return stored;
  }

  /** Facilities that have facts in a part. */
  List<String> facilities(Part part) {
    return queries.sql(OF_PART).params(part.type(), part.part()).query(String.class).list();
  }

  /** All facilities; one step of the index each. */
  List<String> facilities() {
    List<String> all = new ArrayList<>();
    String next = next("");
    while (next != null) {
      all.add(next);
      next = next(next);
    }
    return all;
  }

  private String next(String after) {
    return queries.sql(NEXT_FACILITY).param(after).query(String.class).optional().orElse(null);
  }

  /** Blocks that keep something else than they should. */
  List<DirtyPart> ofOtherLayout(String type, long first, long last, BlockLayout layout) {
    return queries
        .sql(OTHER_LAYOUT)
        .params(type, first, last, layout.hash())
        .query((row, n) -> new DirtyPart(row.getString(1), new Part(type, row.getLong(2))))
        .list();
  }

  /** Grows with every block of these types that is built again. */
  long generation(String facility, List<String> types, long first, long last) {
    String marks = String.join(", ", Collections.nCopies(types.size(), "?"));
    List<Object> params = new ArrayList<>();
    params.add(facility);
    params.addAll(types);
    params.add(first);
    params.add(last);
    return queries
        .sql(
            "select coalesce(sum(generation), 0) from indicator_block where facility = ?"
                + " and type in ("
                + marks
                + ") and part between ? and ?")
        .params(params)
        .query(Long.class)
        .single();
  }
}
