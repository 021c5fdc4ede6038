package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Rule;

/**
 * Which attributes samples fill: a rule whose path points beside the value is read without an
 * error, and only a sample shows that it fills nothing.
 */
final class FilledAttributes {

  private final Map<String, Set<String>> byType = new HashMap<>();

  void add(Assertion told) {
    Set<String> filled = byType.computeIfAbsent(told.key().type(), t -> new HashSet<>());
    told.attributes().forEach((name, value) -> add(filled, name, value));
  }

  private static void add(Set<String> filled, String name, Object value) {
    if (value == null) {
      return;
    }
    filled.add(name);
    if (value instanceof Map<?, ?> group) {
      for (Object item : group.values()) {
        if (item instanceof Map<?, ?> members) {
          members.forEach((member, told) -> add(filled, name + "." + member, told));
        }
      }
    }
  }

  /** The attributes that have a rule and that no sample fills, one line per event. */
  List<MappingProblem> missing(MappingSet set) {
    List<MappingProblem> missing = new ArrayList<>();
    for (EventDefinition event : set.events().values()) {
      Map<String, Integer> ruled = new TreeMap<>();
      for (Binding binding : event.bindings()) {
        rules("", binding.attributes(), ruled);
      }
      ruled.keySet().removeAll(byType.getOrDefault(event.type(), Set.of()));
      if (!ruled.isEmpty()) {
        int line = ruled.values().stream().mapToInt(l -> l).min().orElse(0);
        missing.add(
            new MappingProblem(
                event.file(),
                line,
                "no example fills "
                    + String.join(", ", ruled.keySet())
                    + "; add a sample of yours that does, and see whether the paths are right"));
      }
    }
    return missing;
  }

  private static void rules(String prefix, Map<String, Rule> rules, Map<String, Integer> ruled) {
    rules.forEach(
        (name, rule) -> {
          ruled.putIfAbsent(prefix + name, rule.line());
          if (rule.group() != null && !rule.group().attributes().containsKey(Rule.LINE)) {
            rules(prefix + name + ".", rule.group().attributes(), ruled);
          }
        });
  }
}
