package org.bianmin.hub.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Many rows with one question. Over a network each question takes its way there and back, whatever
 * it asks. Lists come in a few lengths only, so that few statements are prepared.
 */
public final class InList {

  /** Binds one value. */
  public interface Binding<T> {
    void bind(int parameter, T value) throws SQLException;
  }

  /** Binds what rows become, and answers the number of the last parameter. */
  public interface Values<T> {
    int bind(PreparedStatement statement, T values) throws SQLException;
  }

  private static final int[] LENGTHS = {1, 8, 64};
  private static final int LONGEST = LENGTHS[LENGTHS.length - 1];

  private InList() {}

  /** Parts of a list, each for one question. */
  public static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>(all.size() / LONGEST + 1);
    for (int from = 0; from < all.size(); from += LONGEST) {
      chunks.add(all.subList(from, Math.min(all.size(), from + LONGEST)));
    }
    return chunks;
  }

  /**
   * The statement for so many values.
   *
   * @param sql that ends before the list
   */
  public static String of(String sql, int values) {
    return sql + " (?" + ", ?".repeat(length(values) - 1) + ")";
  }

  /** Binds the values; the last fills what is left of the list. */
  public static <T> void bind(List<T> values, Binding<T> binding) throws SQLException {
    int length = length(values.size());
    for (int n = 0; n < length; n++) {
      binding.bind(n + 1, values.get(Math.min(n, values.size() - 1)));
    }
  }

  /**
   * Updates rows, those that become alike together. What only one row becomes goes in one batch.
   *
   * @param sql up to the list of ids
   * @param alike ids of rows by what they become; an id is in one list, once
   * @return the ids of rows that were changed
   */
  public static <T> Set<Long> update(
      Session session, String sql, Map<T, List<Long>> alike, Values<T> values) throws SQLException {
    Set<Long> changed = new HashSet<>();
    List<Long> alone = new ArrayList<>();
    PreparedStatement single = session.prepare(of(sql, 1));
    for (Map.Entry<T, List<Long>> group : alike.entrySet()) {
      if (group.getValue().size() == 1) {
        single.setLong(values.bind(single, group.getKey()) + 1, group.getValue().get(0));
        single.addBatch();
        alone.addAll(group.getValue());
      } else {
        for (List<Long> some : chunks(group.getValue())) {
          changed.addAll(together(session, sql, some, group.getKey(), values));
        }
      }
    }
    int[] counts = single.executeBatch();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        changed.add(alone.get(i));
      }
    }
    return changed;
  }

  private static <T> List<Long> together(
      Session session, String sql, List<Long> ids, T values, Values<T> binding)
      throws SQLException {
    PreparedStatement update = session.prepare(of(sql, ids.size()) + " returning id");
    int last = binding.bind(update, values);
    bind(ids, (n, id) -> update.setLong(last + n, id));
    List<Long> changed = new ArrayList<>(ids.size());
    try (ResultSet rows = update.executeQuery()) {
      while (rows.next()) {
        changed.add(rows.getLong(1));
      }
    }
    return changed;
  }

  /** How long the list for so many values is. */
  public static int length(int values) {
    for (int length : LENGTHS) {
      if (values <= length) {
        return length;
      }
    }
    throw new IllegalArgumentException("more than " + LONGEST + " values");
  }
}
