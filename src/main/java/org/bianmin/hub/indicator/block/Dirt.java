package org.bianmin.hub.indicator.block;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which blocks are to be built: marks as facts' transactions write them, and the dirty parts that
 * marks are folded into. A fold is one transaction, so each mark is either still there or has made
 * its part dirty.
 */
final class Dirt {

  private static final String NEXT =
      "update indicator_turn set seq = seq + 1 where id = 1 returning seq";
  private static final String TAKE = "delete from indicator_mark returning facility, type, part";
  private static final String ADD =
      "insert into indicator_dirty (type, part, facility, seq) values (?, ?, ?, ?)"
          + " on conflict (type, part, facility) do update set seq = excluded.seq";
  private static final String OF_PART =
      "select facility, seq from indicator_dirty where type = ? and part = ?";
  private static final String DONE =
      "delete from indicator_dirty where type = ? and part = ? and facility = ? and seq <= ?";
  private static final String NEWEST =
      "select part, type from indicator_dirty where part > ? group by part, type"
          + " order by part desc, type limit ?";
  private static final String WITHIN =
      "select facility, part from indicator_dirty where type = ? and part between ? and ?"
          + " order by part desc, facility";

  private final JdbcClient queries;
  private final Commands commands;

  Dirt(JdbcClient queries, Commands commands) {
    this.queries = queries;
    this.commands = commands;
  }

  /** Makes parts dirty of all marks there are. */
  void fold() {
    if (hasMarks()) {
      int unused = commands.execute(Dirt::fold);
    }
    boolean more = SideMarks.exist(queries);
    while (more) {
      more = commands.execute(Dirt::foldSides);
    }
  }

  private boolean hasMarks() {
    return queries
        .sql("select part from indicator_mark limit 1")
        .query(Long.class)
        .optional()
        .isPresent();
  }

  static int fold(Session session) throws SQLException {
    long seq = next(session);
    TreeSet<DirtyPart> parts = new TreeSet<>(DirtyPart.ORDER);
    int taken = 0;
    PreparedStatement take = session.prepare(TAKE);
    try (ResultSet mark = take.executeQuery()) {
      while (mark.next()) {
        parts.add(new DirtyPart(mark.getString(1), new Part(mark.getString(2), mark.getLong(3))));
        taken++;
      }
    }
    add(session, parts, seq);
    return taken;
  }

  /** Of some of the facts of which another room knows something new; says whether more wait. */
  static boolean foldSides(Session session) throws SQLException {
    long seq = next(session);
    SideMarks.Taken taken = SideMarks.take(session);
    TreeSet<DirtyPart> parts = new TreeSet<>(DirtyPart.ORDER);
    parts.addAll(SideMarks.days(session, taken.facts()));
    add(session, parts, seq);
    return taken.more();
  }

  /** Makes parts dirty; what is built of them before is built again. */
  static void add(Session session, Collection<DirtyPart> parts) throws SQLException {
    TreeSet<DirtyPart> sorted = new TreeSet<>(DirtyPart.ORDER);
    sorted.addAll(parts);
    add(session, sorted, next(session));
  }

  private static void add(Session session, SortedSet<DirtyPart> parts, long seq)
      throws SQLException {
    PreparedStatement add = session.prepare(ADD);
    for (DirtyPart dirty : parts) {
      add.setString(1, dirty.of().type());
      add.setLong(2, dirty.of().part());
      add.setString(3, dirty.facility());
      add.setLong(4, seq);
      add.addBatch();
    }
    add.executeBatch();
  }

  /**
   * The next number. Every transaction that changes dirt or blocks begins with it, so that nodes
   * never wait for each other in a circle.
   */
  static long next(Session session) throws SQLException {
    try (ResultSet turn = session.prepare(NEXT).executeQuery()) {
      turn.next();
      return turn.getLong(1);
    }
  }

  /** Dirty facilities of a part, with the number of the fold that made each dirty last. */
  Map<String, Long> of(Part part) {
    Map<String, Long> facilities = new HashMap<>();
    queries
        .sql(OF_PART)
        .params(part.type(), part.part())
        .query(
            row -> {
              facilities.put(row.getString(1), row.getLong(2));
            });
    return facilities;
  }

  /** The same inside the transaction that writes their blocks. */
  static Map<String, Long> of(Session session, Part part) throws SQLException {
    PreparedStatement select = session.prepare(OF_PART);
    select.setString(1, part.type());
    select.setLong(2, part.part());
    Map<String, Long> facilities = new HashMap<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        facilities.put(row.getString(1), row.getLong(2));
      }
    }
    return facilities;
  }

  /** Parts are built as they stood at a fold; what a later fold made dirty stays so. */
  static void done(Session session, Part part, Map<String, Long> seen) throws SQLException {
    PreparedStatement done = session.prepare(DONE);
    for (Map.Entry<String, Long> facility : seen.entrySet()) {
      done.setString(1, part.type());
      done.setLong(2, part.part());
      done.setString(3, facility.getKey());
      done.setLong(4, facility.getValue());
      done.executeUpdate();
    }
  }

  /** Dirty days, newest first. */
  List<Part> newest(int limit) {
    return queries
        .sql(NEWEST)
        .params(PartitionDay.VOIDS, limit)
        .query((row, n) -> new Part(row.getString(2), row.getLong(1)))
        .list();
  }

  /** Dirty parts of a type, newest first, whatever their facility. */
  List<DirtyPart> within(String type, long first, long last) {
    return queries
        .sql(WITHIN)
        .params(type, first, last)
        .query((row, n) -> new DirtyPart(row.getString(1), new Part(type, row.getLong(2))))
        .list();
  }

  /** Dirty parts of void facts of a type. */
  List<DirtyPart> voids(String type) {
    return within(type, Long.MIN_VALUE, PartitionDay.VOIDS - 1);
  }

  /** How many blocks of days are dirty. */
  long days() {
    return queries
        .sql("select count(*) from indicator_dirty where part > ?")
        .param(PartitionDay.VOIDS)
        .query(Long.class)
        .single();
  }
}
