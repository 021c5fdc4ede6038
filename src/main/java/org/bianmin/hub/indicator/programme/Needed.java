package org.bianmin.hub.indicator.programme;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which attributes of which events an indicator reads. All parts of a formula are walked, so that a
 * condition that is added to the language is not forgotten here.
 */
public final class Needed {

  /** What paths at a place mean: types of events, those of joins by their names, the counted. */
  private record Names(Set<String> own, Map<String, String> joined, Set<String> counted) {

    Set<String> of(String alias) {
      if (alias.isEmpty()) {
        return own;
      }
      if (alias.equals(Path.THIS)) {
        return counted.isEmpty() ? own : counted;
      }
      return joined.containsKey(alias) ? Set.of(joined.get(alias)) : Set.of();
    }
  }

  private static final Names NONE = new Names(Set.of(), Map.of(), Set.of());

  private final Map<String, Set<String>> found = new TreeMap<>();

  private Needed() {}

  /**
   * By type of event: names of attributes, {@code items.value} inside of a group, and {@code
   * $person}. What the hub itself knows of a fact ({@code $occurredAt}, {@code $key} …) is left
   * out.
   */
  public static Map<String, Set<String>> by(IndicatorDefinition indicator) {
    Needed needed = new Needed();
    if (indicator.measure() != null) {
      needed.walk(indicator.measure(), NONE);
    }
    indicator.beside().forEach(beside -> needed.walk(beside.measure(), NONE));
    return needed.found;
  }

  private void walk(Object part, Names names) {
    if (part instanceof Path path) {
      path(path, names);
    } else if (part instanceof Collection<?> parts) {
      parts.forEach(one -> walk(one, names));
    } else if (part instanceof Condition.Item item) {
      item(item.group(), item.item(), names);
    } else if (part instanceof Quantity.Items items) {
      item(items.group(), items.item(), names);
    } else if (part instanceof FactSet set) {
      set.members().forEach(this::member);
    } else if (part instanceof Formula.ShareOfPersons share) {
      walk(share.set(), names);
      walk(share.also(), names);
      walk(share.valid(), of(share.set()));
      walk(share.of(), of(share.set()));
      walk(share.alsoOf(), of(share.also()));
    } else if (part instanceof Formula.StayDays stays) {
      walk(stays.where(), new Names(Set.of(stays.stays()), Map.of(), Set.of()));
      add(stays.covered().event(), stays.covered().by());
      walk(stays.covered().valid(), new Names(Set.of(stays.covered().event()), Map.of(), Set.of()));
    } else if (part instanceof Formula || part instanceof Formula.Row) {
      components(part, of(sets(part)));
    } else if (part instanceof Record) {
      components(part, names);
    }
  }

  private void components(Object record, Names names) {
    for (Object part : values(record)) {
      walk(part, names);
    }
  }

  private static List<Object> values(Object record) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        var accessor = component.getAccessor();
        accessor.trySetAccessible();
        values.add(accessor.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("A part of a formula cannot be read", e);
      }
    }
    return values;
  }

  private static FactSet sets(Object formula) {
    List<FactSet.Member> members = new ArrayList<>();
    for (Object part : values(formula)) {
      if (part instanceof FactSet set) {
        members.addAll(set.members());
      }
    }
    return members.isEmpty() ? null : new FactSet(members);
  }

  private static Names of(FactSet set) {
    if (set == null) {
      return NONE;
    }
    Set<String> own = new TreeSet<>();
    Map<String, String> joined = new HashMap<>();
    for (FactSet.Member member : set.members()) {
      own.add(member.event());
      member.joins().forEach(join -> joined.put(join.alias(), join.event()));
    }
    return new Names(own, joined, Set.of());
  }

  private void member(FactSet.Member member) {
    Names names = of(FactSet.of(member));
    walk(member.time(), names);
    walk(member.where(), names);
    for (Join join : member.joins()) {
      Names inside = new Names(Set.of(join.event()), names.joined(), names.own());
      walk(join.where(), inside);
      for (Join.By by : join.by()) {
        walk(by.joined(), inside);
        walk(by.counted(), names);
      }
    }
  }

  private void item(Path group, String item, Names names) {
    path(group, names);
    for (String type : names.of(group.alias())) {
      add(type, group.name() + "." + item);
    }
  }

  private void path(Path path, Names names) {
    if (!path.name().startsWith("$") || path.name().equals("$person")) {
      for (String type : names.of(path.alias())) {
        add(type, path.name());
      }
    }
    if (path.otherwise() != null) {
      path(path.otherwise(), names);
    }
  }

  private void add(String type, String attribute) {
    found.computeIfAbsent(type, t -> new TreeSet<>()).add(attribute);
  }
}
