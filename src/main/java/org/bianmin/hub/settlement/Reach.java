package org.bianmin.hub.settlement;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many records numbers tie together, in whatever way. More than a case may have are some error
 * of a source (one number for all): each of them stands alone.
 */
final class Reach {

  /** Most records of a case. */
  static final int MOST = 2_000;

  private final Map<Long, Long> parents = new HashMap<>();
  private final Map<Long, Integer> sizes = new HashMap<>();

  /**
   * Of records and what ties them.
   *
   * @param ties records of one number each, also some that are not loaded
   */
  Reach(Collection<List<Long>> ties) {
    for (List<Long> tied : ties) {
      for (int i = 1; i < tied.size(); i++) {
        tie(tied.get(0), tied.get(i));
      }
    }
  }

  private void tie(Long one, Long other) {
    Long left = root(one);
    Long right = root(other);
    if (!left.equals(right)) {
      int size = size(left) + size(right);
      boolean shorter = size(left) < size(right);
      parents.put(shorter ? left : right, shorter ? right : left);
      sizes.put(shorter ? right : left, size);
    }
  }

  private Long root(Long id) {
    Long at = id;
    Long above = parents.get(at);
    while (above != null) {
      at = above;
      above = parents.get(at);
    }
    return at;
  }

  /** How many are tied to a record, itself included. */
  int size(Long id) {
    return sizes.getOrDefault(root(id), 1);
  }
}
