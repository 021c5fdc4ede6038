package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The first few messages of each kind. */
final class Samples {

  static final int MOST = 10;

  private final Map<String, List<Long>> ids = new TreeMap<>();

  void add(String kind, long id) {
    List<Long> first = ids.computeIfAbsent(kind, k -> new ArrayList<>(2));
    boolean known = !first.isEmpty() && first.get(first.size() - 1) == id;
    if (first.size() < MOST && !known) {
      first.add(id);
    }
  }

  Map<String, List<Long>> report() {
    Map<String, List<Long>> copy = new TreeMap<>();
    ids.forEach((kind, first) -> copy.put(kind, List.copyOf(first)));
    return copy;
  }
}
