package org.bianmin.hub.settlement;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.store.Session;

/**
 * Records that seek their other side, by visit or person and day. All of a group are looked at
 * together, unless they are so many that the number is nobody's in particular.
 */
final class Groups {

  /** More records of one visit or person on one day are not joined by rules. */
  static final int MOST = 200;

  private static final String BY_VISIT =
      "select visit_group, event_id from settlement_record where visit_group in (%s)";
  private static final String BY_PERSON =
      "select person_group, event_id from settlement_record where person_group in (%s)";

  private final Session session;
  // whole groups that are loaded
  private final Set<String> loaded = new HashSet<>();
  private final Set<String> crowded = new HashSet<>();

  Groups(Session session) {
    this.session = session;
  }

  /** Records of the groups of what is loaded that are not loaded yet. */
  Set<Long> expand(Map<Long, Item> items, List<Component> components) throws SQLException {
    Map<String, Set<Long>> visits = new HashMap<>();
    Map<String, Set<Long>> persons = new HashMap<>();
    for (Item item : items.values()) {
      // what leaves a group may make room in it
      touch(visits, item.before.visitGroup(), null);
      touch(persons, item.before.personGroup(), null);
    }
    for (Component component : components) {
      for (Item item : component.items) {
        touch(visits, component.visitGroup, item.id());
        touch(persons, component.personGroup, item.id());
      }
    }
    Set<Long> more = new LinkedHashSet<>();
    crowded.clear();
    expand(BY_VISIT, "visit", visits, items, more);
    expand(BY_PERSON, "patient", persons, items, more);
    return more;
  }

  private static void touch(Map<String, Set<Long>> groups, String group, Long id) {
    if (group != null) {
      Set<Long> members = groups.computeIfAbsent(group, g -> new HashSet<>());
      if (id != null) {
        members.add(id);
      }
    }
  }

  private void expand(
      String sql, String kind, Map<String, Set<Long>> groups, Map<Long, Item> items, Set<Long> more)
      throws SQLException {
    Set<String> asked = new TreeSet<>(groups.keySet());
    asked.removeAll(loaded);
    Map<Object, List<Long>> found = Lookup.ids(session, sql, asked, MOST + 1 + items.size());
    for (Map.Entry<String, Set<Long>> group : groups.entrySet()) {
      Set<Long> rest = new LinkedHashSet<>(found.getOrDefault(group.getKey(), List.of()));
      rest.removeAll(items.keySet());
      if (rest.size() <= MOST) {
        more.addAll(rest);
        loaded.add(group.getKey());
        if (group.getValue().size() + rest.size() > MOST) {
          crowded.add(group.getKey());
        }
      } else {
        crowded.add(group.getKey());
        // what its rules had joined while there was room is joined no more
        Lookup.each(
            session,
            sql + " and joined = '" + kind + "'",
            List.of(group.getKey()),
            row -> {
              if (!items.containsKey(row.getLong(2))) {
                more.add(row.getLong(2));
              }
            });
      }
    }
  }

  boolean crowded(String group) {
    return crowded.contains(group);
  }
}
