package org.bianmin.hub.normalize;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Counts things of which there may be too many: those that come when the memory is full are counted
 * together.
 */
final class Counted<K> {

  private static final int REMEMBERED = 1000;
  private static final int LISTED = 20;

  private final Map<K, Long> counts = new HashMap<>();
  private long total;

  void add(K key) {
    total++;
    if (counts.size() < REMEMBERED || counts.containsKey(key)) {
      counts.merge(key, 1L, Long::sum);
    }
  }

  /** The most frequent, with their counts; where they are equally frequent, by their text. */
  <T> List<T> most(BiFunction<K, Long, T> shape) {
    return listed().map(entry -> shape.apply(entry.getKey(), entry.getValue())).toList();
  }

  /** The count of all that are not listed. */
  long others() {
    return total - listed().mapToLong(Map.Entry::getValue).sum();
  }

  private java.util.stream.Stream<Map.Entry<K, Long>> listed() {
    Comparator<Map.Entry<K, Long>> frequent = Map.Entry.<K, Long>comparingByValue().reversed();
    return counts.entrySet().stream()
        .sorted(frequent.thenComparing(entry -> String.valueOf(entry.getKey())))
        .limit(LISTED);
  }
}
