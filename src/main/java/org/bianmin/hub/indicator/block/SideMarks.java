package org.bianmin.hub.indicator.block;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.store.Session;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Marks of single facts, by row id. On which day a fact is, is asked when its mark is taken and not
 * when it is written: a fact that moves at the same moment in another transaction marks the days
 * that it was and is on itself, and the side that changed is in whichever comes later.
 */
final class SideMarks {

  /** So many rows are taken by one transaction: the main way waits for it. */
  private static final int PER_FOLD = 5_000;

  private static final int AT_ONCE = 100;

  private static final String MARK = "insert into indicator_side_mark (event_id) values (?)";
  private static final String SOME = "select event_id from indicator_side_mark limit " + PER_FOLD;
  private static final String TAKE = "delete from indicator_side_mark where event_id = ?";
  private static final String DAYS =
      "select facility, type, occurred_at from measure_event where status = 'ACTIVE'"
          + " and occurred_at is not null and id in ("
          + String.join(", ", Collections.nCopies(AT_ONCE, "?"))
          + ")";

  private SideMarks() {}

  static void add(Session session, Collection<Long> eventIds) throws SQLException {
    PreparedStatement insert = session.prepare(MARK);
    for (long id : eventIds) {
      insert.setLong(1, id);
      insert.addBatch();
    }
    insert.executeBatch();
  }

  static boolean exist(JdbcClient queries) {
    return queries
        .sql("select event_id from indicator_side_mark limit 1")
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /**
   * Facts whose marks were taken, each once.
   *
   * @param more whether there may be others
   */
  record Taken(List<Long> facts, boolean more) {}

  /** Takes some marks away. */
  static Taken take(Session session) throws SQLException {
    Set<Long> facts = new HashSet<>();
    int rows = 0;
    try (ResultSet row = session.prepare(SOME).executeQuery()) {
      while (row.next()) {
        facts.add(row.getLong(1));
        rows++;
      }
    }
    PreparedStatement take = session.prepare(TAKE);
    for (long id : facts) {
      take.setLong(1, id);
      take.addBatch();
    }
    take.executeBatch();
    return new Taken(List.copyOf(facts), rows == PER_FOLD);
  }

  /** The days on which facts are now, to be asked after their marks were taken. */
  static Set<DirtyPart> days(Session session, List<Long> facts) throws SQLException {
    Set<DirtyPart> days = new HashSet<>();
    PreparedStatement select = session.prepare(DAYS);
    for (int from = 0; from < facts.size(); from += AT_ONCE) {
      List<Long> some = facts.subList(from, Math.min(facts.size(), from + AT_ONCE));
      for (int i = 0; i < AT_ONCE; i++) {
        select.setLong(i + 1, some.get(Math.min(i, some.size() - 1)));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          days.add(
              new DirtyPart(
                  row.getString(1), new Part(row.getString(2), PartitionDay.of(row.getLong(3)))));
        }
      }
    }
    return days;
  }
}
