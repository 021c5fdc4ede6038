package org.bianmin.hub.mapping;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that the files of a set fit together: tables, value sets and terms that are named exist.
 */
final class MappingLint {

  private final MappingSet set;
  private final List<MappingProblem> problems;

  MappingLint(MappingSet set, List<MappingProblem> problems) {
    this.set = set;
    this.problems = problems;
  }

  void check() {
    for (EventDefinition event : set.events().values()) {
      event.attributes().values().forEach(a -> valueSet(event, a));
      for (Binding binding : event.bindings()) {
        Places places = new Places(binding.file(), binding.format());
        binding.when().forEach(c -> condition(places, c));
        binding.key().forEach(p -> terms(places, p));
        terms(places, binding.recordedAt());
        terms(places, binding.occurredAt());
        terms(places, binding.patient());
        rules(places, binding.attributes());
        required(event, binding);
      }
    }
  }

  private record Places(String file, String format) {}

  private void required(EventDefinition event, Binding binding) {
    if (binding.action() != org.bianmin.hub.event.Action.RECORD) {
      return;
    }
    for (AttributeDefinition attribute : event.attributes().values()) {
      if (attribute.required() && !binding.attributes().containsKey(attribute.name())) {
        problem(
            binding.file(),
            binding.line(),
            "this binding records the event without its required attribute '"
                + attribute.name()
                + "'");
      }
    }
  }

  private void valueSet(EventDefinition event, AttributeDefinition attribute) {
    if (attribute.type() == AttributeType.CODE && attribute.valueSet() == null) {
      problem(event.file(), 0, "attribute '" + attribute.name() + "' is a code: name its 'values'");
    }
    if (attribute.valueSet() != null && !set.valueSets().containsKey(attribute.valueSet())) {
      problem(
          event.file(),
          0,
          "value set '"
              + attribute.valueSet()
              + "' of attribute '"
              + attribute.name()
              + "' is not in value-sets.yaml; known are "
              + String.join(", ", set.valueSets().keySet()));
    }
    attribute.items().values().forEach(a -> valueSet(event, a));
  }

  private void rules(Places places, Map<String, Rule> rules) {
    for (Rule rule : rules.values()) {
      terms(places, rule.paths());
      table(places, rule.table(), rule.line());
      if (rule.group() != null) {
        rule.group().when().forEach(c -> condition(places, c));
        rule.group().remove().forEach(c -> condition(places, c));
        rules(places, rule.group().attributes());
      }
    }
  }

  private void condition(Places places, Condition condition) {
    terms(places, condition.paths());
    table(places, condition.table(), condition.line());
  }

  private void table(Places places, String table, int line) {
    if (table != null && !set.tables().containsKey(table)) {
      Set<String> known = set.tables().keySet();
      problem(
          places.file(),
          line,
          "code table '" + table + "' is not in codes/; known are " + String.join(", ", known));
    }
  }

  private void terms(Places places, Paths paths) {
    TermResolver resolver = new TermResolver(set.profiles().get("default"), null, places.format());
    for (String path : paths.alternatives()) {
      if (path.matches("\\$[a-zA-Z]+")
          && !path.equals("$this")
          && !resolver.knows(path.substring(1))) {
        problem(places.file(), paths.line(), "term '" + path + "' is not in profiles/default.yaml");
      }
    }
  }

  private void problem(String file, int line, String reason) {
    problems.add(new MappingProblem(file, line, reason));
  }
}
