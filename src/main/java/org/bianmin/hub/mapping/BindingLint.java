package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds bindings that can tell nothing, and those that tell the same as another. */
final class BindingLint {

  private final MappingSet set;
  private final List<MappingProblem> problems;

  BindingLint(MappingSet set, List<MappingProblem> problems) {
    this.set = set;
    this.problems = problems;
  }

  void check() {
    for (EventDefinition event : set.events().values()) {
      bindings(event.bindings());
    }
    for (Profile profile : set.profiles().values()) {
      set.events().keySet().forEach(type -> bindings(profile.bindings(type)));
      profile
          .overrides()
          .values()
          .forEach(events -> events.values().forEach(rules -> groups(profile.file(), rules)));
    }
  }

  private void bindings(List<Binding> bindings) {
    for (int i = 0; i < bindings.size(); i++) {
      Binding binding = bindings.get(i);
      conditions(binding.file(), binding.when());
      groups(binding.file(), binding.attributes());
      for (Binding earlier : bindings.subList(0, i)) {
        twice(earlier, binding);
      }
    }
  }

  private void groups(String file, Map<String, Rule> rules) {
    for (Rule rule : rules.values()) {
      if (rule.group() != null) {
        conditions(file, rule.group().when());
        rule.group().remove().forEach(condition -> alone(file, condition));
        groups(file, rule.group().attributes());
      }
    }
  }

  private void conditions(String file, List<Condition> conditions) {
    for (int i = 0; i < conditions.size(); i++) {
      Condition condition = conditions.get(i);
      alone(file, condition);
      for (Condition earlier : conditions.subList(0, i)) {
        together(file, earlier, condition);
      }
    }
  }

  private void alone(String file, Condition condition) {
    Set<String> in = new TreeSet<>(condition.in());
    in.removeAll(condition.notIn());
    boolean absent = Boolean.FALSE.equals(condition.present());
    if (!condition.in().isEmpty() && in.isEmpty()) {
      problem(file, condition.line(), "this never holds: all of 'in' is in 'not-in'");
    } else if (absent && (!condition.in().isEmpty() || condition.table() != null)) {
      problem(
          file,
          condition.line(),
          "this never holds: 'present: false' asks for no value, and 'in' or 'table' for one");
    }
  }

  private void together(String file, Condition one, Condition other) {
    if (!one.paths().alternatives().equals(other.paths().alternatives())) {
      return;
    }
    boolean sameCodes = String.valueOf(one.table()).equals(String.valueOf(other.table()));
    boolean disjoint =
        sameCodes
            && !one.in().isEmpty()
            && !other.in().isEmpty()
            && Collections.disjoint(one.in(), other.in());
    if (disjoint || (isAbsent(one) && isPresent(other)) || (isPresent(one) && isAbsent(other))) {
      problem(
          file,
          other.line(),
          "this never holds together with the condition on the same path in line " + one.line());
    }
  }

  private static boolean isAbsent(Condition condition) {
    return Boolean.FALSE.equals(condition.present());
  }

  private static boolean isPresent(Condition condition) {
    return Boolean.TRUE.equals(condition.present()) || !condition.in().isEmpty();
  }

  private void twice(Binding earlier, Binding binding) {
    boolean same =
        earlier.format().equals(binding.format())
            && earlier.action() == binding.action()
            && !Collections.disjoint(earlier.on(), binding.on())
            && each(earlier).equals(each(binding))
            && plain(earlier.when()).equals(plain(binding.when()))
            && key(earlier).equals(key(binding));
    if (same) {
      List<String> both = new ArrayList<>(earlier.on());
      both.retainAll(binding.on());
      problem(
          binding.file(),
          binding.line(),
          "the binding in line "
              + earlier.line()
              + " takes "
              + String.join(", ", both)
              + " under the same conditions and key; put the two together");
    }
  }

  private static List<Object> each(Binding binding) {
    return binding.each() == null
        ? List.of()
        : List.of(binding.each().path(), binding.each().until());
  }

  private static List<List<String>> key(Binding binding) {
    return binding.key().stream().map(KeyPart::alternatives).toList();
  }

  /** Without the lines where they stand. */
  private static Set<List<Object>> plain(List<Condition> conditions) {
    Set<List<Object>> plain = new HashSet<>();
    for (Condition c : conditions) {
      plain.add(
          List.of(
              c.paths().alternatives(),
              String.valueOf(c.table()),
              c.in(),
              c.notIn(),
              String.valueOf(c.present()),
              String.valueOf(c.negative())));
    }
    return plain;
  }

  private void problem(String file, int line, String reason) {
    problems.add(new MappingProblem(file, line, reason));
  }
}
