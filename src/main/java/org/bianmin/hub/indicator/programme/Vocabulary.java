package org.bianmin.hub.indicator.programme;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingProblem;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.YamlMap;

/** What an indicator may name: events and codes of the mapping set, and its own switches. */
final class Vocabulary {

  private final MappingSet set;
  private final Map<String, Switch> switches;
  private final List<MappingProblem> warnings;
  private final Set<String> asked = new HashSet<>();

  Vocabulary(MappingSet set, Collection<Switch> switches, List<MappingProblem> warnings) {
    this.set = set;
    this.switches = new LinkedHashMap<>();
    switches.forEach(one -> this.switches.put(one.name(), one));
    this.warnings = warnings;
  }

  /** An event; told, and null, where there is none of that type. */
  EventDefinition event(YamlMap yaml, String key) {
    String type = yaml.required(key);
    EventDefinition event = set.events().get(type);
    if (event == null && !type.isEmpty()) {
      yaml.problem(
          yaml.line(key),
          "'" + type + "' is no event; mappings/events has no such file" + near(type));
    }
    return event;
  }

  private String near(String type) {
    String room = type.substring(0, Math.max(0, type.indexOf('.')));
    List<String> near =
        set.events().keySet().stream()
            .filter(t -> !room.isEmpty() && t.startsWith(room + "."))
            .toList();
    return near.isEmpty() ? "" : ", but " + String.join(", ", near);
  }

  /** Tells of codes that a value set does not have; any other value takes all texts. */
  void codes(YamlMap yaml, String key, Collection<String> codes, Names.Kind kind, String valueSet) {
    Set<String> known =
        kind == Names.Kind.CODE && valueSet != null ? set.valueSets().get(valueSet) : null;
    if (known == null) {
      return;
    }
    for (String code : codes) {
      if (!known.contains(code)) {
        yaml.problem(
            yaml.line(key),
            "'"
                + code
                + "' is no code of "
                + valueSet
                + " (value-sets.yaml); known are "
                + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  /** The choices that a condition is for; empty where it is for all. */
  Map<String, String> when(YamlMap condition) {
    YamlMap when = condition.map("when");
    Map<String, String> chosen = new LinkedHashMap<>();
    for (String name : when.keys()) {
      Switch one = switches.get(name);
      String choice = when.required(name);
      asked.add(name + "=" + choice);
      if (one == null) {
        when.problem(
            when.line(name),
            "'"
                + name
                + "' is no switch of this indicator; "
                + (switches.isEmpty()
                    ? "it has none (switches: …)"
                    : "known are " + String.join(", ", switches.keySet())));
      } else if (!one.of().containsKey(choice)) {
        when.problem(
            when.line(name),
            "switch '"
                + name
                + "' has no choice '"
                + choice
                + "'; it has "
                + String.join(", ", one.of().keySet()));
      } else {
        chosen.put(name, choice);
      }
    }
    return chosen;
  }

  /** Switches that change nothing. */
  List<String> unasked() {
    List<String> unasked = new ArrayList<>();
    for (Switch one : switches.values()) {
      if (one.of().keySet().stream()
          .noneMatch(choice -> asked.contains(one.name() + "=" + choice))) {
        unasked.add(one.name());
      }
    }
    return unasked;
  }

  void warn(YamlMap at, int line, String reason) {
    warnings.add(new MappingProblem(at.file(), line, reason));
  }
}
