package org.bianmin.hub.settlement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.store.Session;

/** Asks for many keys at a time, in lists of one length so that statements stay prepared. */
final class Lookup {

  /** Takes a row. */
  @FunctionalInterface
  interface Rows {
    void row(ResultSet row) throws SQLException;
  }

  private static final int WIDE = 64;
  private static final int NARROW = 4;

  private Lookup() {}

  /**
   * Runs a query for all keys.
   *
   * @param sql with {@code %s} where the list of keys stands, as its only parameters
   */
  static void each(Session session, String sql, Collection<?> keys, Rows rows) throws SQLException {
    List<Object> all = new ArrayList<>(keys);
    for (int from = 0; from < all.size(); from += WIDE) {
      List<Object> part = all.subList(from, Math.min(from + WIDE, all.size()));
      PreparedStatement select = bound(session, sql, part);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.row(row);
        }
      }
    }
  }

  private static PreparedStatement bound(Session session, String sql, List<Object> keys)
      throws SQLException {
    int width = keys.size() <= NARROW ? NARROW : WIDE;
    PreparedStatement select = session.prepare(sql.formatted("?" + ", ?".repeat(width - 1)));
    for (int i = 0; i < width; i++) {
      select.setObject(i + 1, keys.get(Math.min(i, keys.size() - 1)));
    }
    return select;
  }

  /**
   * The ids of each key, up to a limit for each: a key that everybody has is not read to its end.
   *
   * @param sql answers key and id; {@code %s} stands for the list of keys, and there is no limit
   * @param limit most ids of a key that are of interest
   */
  static Map<Object, List<Long>> ids(Session session, String sql, Collection<?> keys, int limit)
      throws SQLException {
    Map<Object, List<Long>> found = new HashMap<>();
    List<Object> all = new ArrayList<>(keys);
    for (int from = 0; from < all.size(); from += WIDE) {
      List<Object> part = all.subList(from, Math.min(from + WIDE, all.size()));
      int most = rounded(WIDE * 8 + limit);
      if (!read(bound(session, sql + " limit " + most, part), most, found)) {
        int one = rounded(limit);
        for (Object key : part) {
          found.remove(key);
          boolean unused = read(bound(session, sql + " limit " + one, List.of(key)), one, found);
        }
      }
    }
    return found;
  }

  /** Few limits, so that few statements are prepared. */
  private static int rounded(int limit) {
    return Integer.highestOneBit(limit - 1) << 1;
  }

  /** Whether there was nothing more to read. */
  private static boolean read(PreparedStatement select, int most, Map<Object, List<Long>> found)
      throws SQLException {
    int rows = 0;
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.computeIfAbsent(row.getString(1), k -> new ArrayList<>(2)).add(row.getLong(2));
        rows++;
      }
    }
    return rows < most;
  }
}
