package org.bianmin.hub.facts;

import java.util.HashMap;
import java.util.Map;

/**
 * Amounts that are taken back in parts (退费, FT1-6 = CD): each reversal is an item of a group, and
 * what is left is computed from all of them, so that their order plays no part.
 */
final class Reversals {

  private Reversals() {}

  /** What is left of each amount that something was taken off, by attribute; never below zero. */
  static Map<String, Long> of(Map<String, Object> stored) {
    Map<String, Long> left = Map.of();
    for (Object value : stored.values()) {
      if (!(value instanceof Map<?, ?> group)) {
        continue;
      }
      for (Object member : group.values()) {
        if (member instanceof Map<?, ?> item && item.get(Merge.LESS) instanceof String names) {
          String total = names.substring(0, names.indexOf('-'));
          Object part = item.get(names.substring(total.length() + 1));
          if (stored.get(total) instanceof Number whole && part instanceof Number taken) {
            left = left.isEmpty() ? new HashMap<>() : left;
            long rest = left.getOrDefault(total, whole.longValue()) - Math.abs(taken.longValue());
            left.put(total, Math.max(0, rest));
          }
        }
      }
    }
    return left;
  }

  /** Whether an amount was taken back as a whole. */
  static boolean nothingLeft(Map<String, Object> stored) {
    return of(stored).containsValue(0L);
  }
}
