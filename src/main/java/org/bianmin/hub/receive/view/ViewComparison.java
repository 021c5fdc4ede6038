package org.bianmin.hub.receive.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The known rows of a view's window against those that were read. */
final class ViewComparison {

  private static final int FEW = 20;

  private final KnownRows known;
  private final KnownRows.View view;
  private final int most;
  private final Map<String, Long> seen = new HashMap<>();
  private final List<String> missing;
  private long from;
  private int verified;
  private int refused;

  /**
   * A comparison.
   *
   * @param most percentage of the known rows that may vanish at once
   * @param from beginning of the window, epoch milliseconds
   */
  ViewComparison(KnownRows known, KnownRows.View view, int most, long from) {
    this.known = known;
    this.view = view;
    this.from = from;
    this.most = (int) Math.max(FEW, known.count(view, from) * most / 100);
    this.missing = new ArrayList<>(known.untoldEnds(view));
  }

  /** All rows up to a time, itself excluded, have been read. */
  void page(List<ViewDocument> rows, long to) {
    for (ViewDocument row : rows) {
      if (row.windowAt() != null) {
        seen.put(row.rowKey(), row.windowAt());
      }
    }
    if (to > from) {
      for (String key : known.within(view, from, to)) {
        // more than can be believed need not be remembered, only counted
        if (!seen.containsKey(key) && ++refused <= most) {
          missing.add(key);
        }
      }
      from = to;
      seen.values().removeIf(at -> at < to);
    }
  }

  void end() {
    if (refused > most) {
      missing.clear();
    } else {
      refused = 0;
    }
  }

  List<String> nextKeys() {
    return missing.subList(verified, Math.min(missing.size(), verified + ViewQuery.KEYS));
  }

  void verified() {
    verified = Math.min(missing.size(), verified + ViewQuery.KEYS);
  }

  /**
   * After {@link #end}: how many rows vanished, where these are too many to be believed; else 0.
   */
  int refused() {
    return refused;
  }
}
