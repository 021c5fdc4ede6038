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
  // admissions of more records than a case may have
  private final Set<String> crowdedAdmissions = new HashSet<>();
  // what stands apart and was not followed
  private final List<Item> left = new ArrayList<>();
  private Reach reach = new Reach(List.of());
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
      reach = new Reach(linked.values());
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

  /** Whether numbers tie so many to a record that they are no case. */
  boolean tooMany(Item item) {
    return isApart(item)
        || (!crowdedAdmissions.isEmpty()
            && tokens(item).stream().anyMatch(crowdedAdmissions::contains));
  }

  private boolean isApart(Item item) {
    return reach.size(item.id()) > Reach.MOST;
  }

  private void byNumbers(Set<Long> start) throws SQLException {
    Set<Long> wanted = new LinkedHashSet<>(start);
    wanted.removeAll(items.keySet());
    List<Item> resumed = List.of();
    while (!wanted.isEmpty() || !resumed.isEmpty()) {
      Map<Long, Item> loaded = new LinkedHashMap<>();
      rows.load(session, wanted, loaded);
      items.putAll(loaded);
      // asked again, since their records are others now
      Set<String> asked = new LinkedHashSet<>();
      links.link(session, loaded.values().stream().filter(i -> i.waiting).toList(), asked, fresh);
      Set<Long> old = new LinkedHashSet<>();
      for (Item item : loaded.values()) {
        if (item.caseBefore() != null && cases.add(item.caseBefore())) {
          old.add(item.caseBefore());
        }
      }
      for (Item item : followed(loaded.values(), resumed)) {
        tokens(item).stream().filter(token -> !known.contains(token)).forEach(asked::add);
      }
      Set<Long> next = new LinkedHashSet<>();
      rows.ofCases(session, old, next);
      ofTokens(asked, next);
      next.removeAll(items.keySet());
      wanted = next;
      resumed = next.isEmpty() ? resumed() : List.of();
    }
  }

  /**
   * What stood apart and does so still is not followed, or each pass would read all of it: what is
   * behind it stands apart too.
   */
  private List<Item> followed(Collection<Item> loaded, List<Item> resumed) {
    List<Item> followed = new ArrayList<>(resumed);
    if (loaded.stream().noneMatch(Item::stoodApart)) {
      followed.addAll(loaded);
      return followed;
    }
    Reach tied = new Reach(linked.values());
    int most = mostOfCase();
    for (Item item : loaded) {
      boolean apart = !item.waiting && item.stoodApart() && tied.size(item.id()) > most;
      (apart ? left : followed).add(item);
    }
    return followed;
  }

  /** What was not followed, and is after all not tied to as many as it seemed. */
  private List<Item> resumed() {
    if (left.isEmpty()) {
      return List.of();
    }
    Reach tied = new Reach(linked.values());
    int most = mostOfCase();
    List<Item> resumed = left.stream().filter(item -> tied.size(item.id()) <= most).toList();
    left.removeAll(resumed);
    return resumed;
  }

  /** Without those that change now it was one of too many before. */
  private int mostOfCase() {
    return Reach.MOST + (int) items.values().stream().filter(item -> item.waiting).count();
  }

  private void ofTokens(Set<String> asked, Set<Long> next) throws SQLException {
    Set<String> admissions = new LinkedHashSet<>(asked);
    admissions.removeIf(token -> !Tokens.isAdmission(token));
    Set<String> numbers = new LinkedHashSet<>(asked);
    numbers.removeAll(admissions);
    ofTokens(numbers, LinkRows.MOST, next);
    // a long stay may have a deposit a day
    ofTokens(admissions, Reach.MOST, next);
  }

  private void ofTokens(Set<String> asked, int most, Set<Long> next) throws SQLException {
    int changed = fresh.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    Map<Object, List<Long>> found = links.ofTokens(session, asked, most + changed + 1);
    for (String token : asked) {
      known.add(token);
      List<Long> ids = found.getOrDefault(token, List.of());
      if (ids.size() <= most) {
        linked.put(token, ids);
        crowdedAdmissions.remove(token);
        next.addAll(ids);
      } else {
        linked.remove(token);
        if (most == Reach.MOST) {
          crowdedAdmissions.add(token);
        }
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
        Long of = isApart(item) ? (Long) item.id() : root(parents, item.id());
        members.computeIfAbsent(of, k -> new ArrayList<>(2)).add(item);
      }
    }
    List<Component> all = new ArrayList<>(members.size());
    members.values().forEach(of -> all.add(new Component(of, judge, isApart(of.get(0)))));
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
