package org.bianmin.hub.settlement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.store.Session;

/**
 * All records whose case a change may touch: those that share a number with a changed one, those
 * that were in a case with one, and those among which the rules look for the other side.
 */
final class Closure {

  private final Session session;
  private final EntryRows rows;
  private final Judge judge;
  private final Groups groups;
  private final LinkRows links = new LinkRows();

  final Map<Long, Item> items = new LinkedHashMap<>();
  final Set<Long> cases = new LinkedHashSet<>();
  private final Set<String> known = new HashSet<>();
  // by how many records a token was got in this pass
  private final Map<String, Integer> fresh = new HashMap<>();
  // those of one token, in no order; tokens that are too common are left out
  private final Map<String, List<Long>> linked = new HashMap<>();
  private List<Component> components = List.of();

  Closure(Session session, EntryRows rows, Judge judge) {
    this.session = session;
    this.rows = rows;
    this.judge = judge;
    this.groups = new Groups(session);
  }

  /** The tokens that link a record now. */
  static List<String> tokens(Item item) {
    if (!item.active()) {
      return List.of();
    }
    if (item.handTokens.isEmpty()) {
      return item.entry.tokens();
    }
    List<String> all = new ArrayList<>(item.entry.tokens());
    all.addAll(item.handTokens);
    return all;
  }

  /** Loads what belongs to some records. */
  void expand(Collection<Long> seeds) throws SQLException {
    Set<Long> more = new LinkedHashSet<>(seeds);
    while (!more.isEmpty()) {
      byNumbers(more);
      components = components();
      more = groups.expand(items, components);
    }
  }

  /** The components of what was loaded. */
  List<Component> found() {
    return components;
  }

  /** Whether so many seek their other side under one visit or person that nothing is joined. */
  boolean crowded(String group) {
    return groups.crowded(group);
  }

  private void byNumbers(Set<Long> start) throws SQLException {
    Set<Long> wanted = new LinkedHashSet<>(start);
    wanted.removeAll(items.keySet());
    while (!wanted.isEmpty()) {
      Map<Long, Item> loaded = new LinkedHashMap<>();
      rows.load(session, wanted, loaded);
      items.putAll(loaded);
      // asked again, since their records are others now
      Set<String> asked = new LinkedHashSet<>();
      links.link(session, loaded.values().stream().filter(i -> i.waiting).toList(), asked, fresh);
      Set<Long> old = new LinkedHashSet<>();
      for (Item item : loaded.values()) {
        for (String token : tokens(item)) {
          if (!known.contains(token)) {
            asked.add(token);
          }
        }
        if (item.caseBefore() != null && cases.add(item.caseBefore())) {
          old.add(item.caseBefore());
        }
      }
      Set<Long> next = new LinkedHashSet<>();
      rows.ofCases(session, old, next);
      ofTokens(asked, next);
      next.removeAll(items.keySet());
      wanted = next;
    }
  }

  private void ofTokens(Set<String> asked, Set<Long> next) throws SQLException {
    int changed = fresh.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    int most = LinkRows.MOST;
    Map<Object, List<Long>> found = links.ofTokens(session, asked, most + changed + 1);
    for (String token : asked) {
      known.add(token);
      List<Long> ids = found.getOrDefault(token, List.of());
      if (ids.size() <= most) {
        linked.put(token, ids);
        next.addAll(ids);
      } else {
        linked.remove(token);
        if (ids.size() - fresh.getOrDefault(token, 0) <= most) {
          // it has just become too common: what it linked comes apart
          next.addAll(ids);
        }
      }
    }
  }

  private List<Component> components() {
    Map<Long, Long> parents = new HashMap<>();
    for (Item item : items.values()) {
      if (item.active()) {
        parents.put(item.id(), item.id());
      }
    }
    for (Map.Entry<String, List<Long>> token : linked.entrySet()) {
      List<Item> active =
          token.getValue().stream().filter(parents::containsKey).map(items::get).toList();
      Long first = null;
      for (Item item : Linking.together(token.getKey(), active)) {
        first = first == null ? root(parents, item.id()) : first;
        parents.put(root(parents, item.id()), root(parents, first));
      }
    }
    Map<Long, List<Item>> members = new LinkedHashMap<>();
    for (Item item : items.values()) {
      if (item.active()) {
        members.computeIfAbsent(root(parents, item.id()), k -> new ArrayList<>(2)).add(item);
      }
    }
    List<Component> all = new ArrayList<>(members.size());
    members.values().forEach(of -> all.add(new Component(of, judge)));
    return all;
  }

  private static Long root(Map<Long, Long> parents, Long id) {
    Long at = id;
    while (!parents.get(at).equals(at)) {
      Long above = parents.get(parents.get(at));
      parents.put(at, above);
      at = above;
    }
    return at;
  }
}
