package org.bianmin.hub.indicator.block;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.facts.SideColumns;

/** What other rooms know of facts, beside what was told of them. */
final class Sides {

  /** Nobody knows more. */
  static final Sides NONE = new Sides(Set.of());

  private final Map<String, SideColumns> byType = new HashMap<>();

  /**
   * Of some rooms.
   *
   * @throws IllegalArgumentException when two know something of one type
   */
  Sides(Collection<? extends SideColumns> rooms) {
    for (SideColumns room : rooms) {
      if (byType.put(room.type(), room) != null) {
        throw new IllegalArgumentException("two rooms have side columns of " + room.type());
      }
    }
  }

  /** How it is read of a type; null where nobody knows more. */
  String version(String type) {
    SideColumns room = byType.get(type);
    return room == null ? null : room.version();
  }

  /**
   * Of the facts of a type that occurred in {@code [from, to)}, by row id.
   *
   * @param wanted facilities, null for all
   */
  Map<Long, Map<String, Object>> read(String type, long from, long to, Set<String> wanted) {
    SideColumns room = byType.get(type);
    return room == null ? Map.of() : room.read(from, to, wanted == null ? Set.of() : wanted);
  }

  /**
   * What was told and what is known together.
   *
   * @param known null where nothing is
   */
  static Map<String, Object> both(Map<String, Object> told, Map<String, Object> known) {
    if (known == null || known.isEmpty()) {
      return told;
    }
    Map<String, Object> both = new HashMap<>(told);
    both.putAll(known);
    return both;
  }
}
