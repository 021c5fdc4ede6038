package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a profile's paths in the place of {@code $terms}, and its rules in the place of others. */
final class TermResolver {

  private final Map<String, Paths> terms = new LinkedHashMap<>();
  private final Map<String, Map<String, Rule>> overrides = new LinkedHashMap<>();

  TermResolver(Profile base, Profile own, String format) {
    take(base, format);
    take(own, format);
  }

  private void take(Profile profile, String format) {
    if (profile != null) {
      terms.putAll(profile.terms().getOrDefault(format, Map.of()));
      overrides.putAll(profile.overrides().getOrDefault(format, Map.of()));
    }
  }

  boolean knows(String term) {
    return terms.containsKey(term);
  }

  Binding resolve(String type, Binding binding) {
    Map<String, Rule> rules = new LinkedHashMap<>(binding.attributes());
    overrides.getOrDefault(type, Map.of()).forEach((name, rule) -> rules.replace(name, rule));
    return new Binding(
        binding.format(),
        binding.on(),
        binding.action(),
        binding.each(),
        conditions(binding.when()),
        binding.key().stream().map(this::paths).toList(),
        paths(binding.recordedAt()),
        paths(binding.occurredAt()),
        paths(binding.patient()),
        rules(rules),
        binding.file(),
        binding.line());
  }

  LinkBinding resolve(LinkBinding link) {
    return new LinkBinding(
        link.format(),
        link.on(),
        link.each(),
        link.visits(),
        paths(link.old()),
        paths(link.current()),
        paths(link.holder()),
        paths(link.owner()),
        paths(link.recordedAt()),
        link.file(),
        link.line());
  }

  private Map<String, Rule> rules(Map<String, Rule> rules) {
    Map<String, Rule> resolved = new LinkedHashMap<>();
    rules.forEach((name, rule) -> resolved.put(name, rule(rule)));
    return resolved;
  }

  private Rule rule(Rule rule) {
    Rule.Group group = rule.group();
    return new Rule(
        paths(rule.paths()),
        paths(rule.coded()),
        rule.tables(),
        rule.fixed(),
        rule.otherwise(),
        group == null
            ? null
            : new Rule.Group(
                group.each(),
                conditions(group.when()),
                conditions(group.remove()),
                rules(group.attributes()),
                group.less()),
        rule.derived() == null
            ? null
            : new Rule.Derived(
                rule.derived().kind(), paths(rule.derived().from()), paths(rule.derived().to())),
        rule.line());
  }

  private List<Condition> conditions(List<Condition> conditions) {
    return conditions.stream()
        .map(
            c ->
                new Condition(
                    paths(c.paths()), c.table(), c.in(), c.notIn(), c.present(), c.line()))
        .toList();
  }

  private Paths paths(Paths paths) {
    List<String> alternatives = new ArrayList<>(paths.alternatives().size());
    for (String path : paths.alternatives()) {
      if (path.startsWith("$")) {
        Paths term = terms.get(path.substring(1));
        alternatives.addAll(term == null ? List.of(path) : term.alternatives());
      } else {
        alternatives.add(path);
      }
    }
    return new Paths(alternatives, paths.line());
  }
}
