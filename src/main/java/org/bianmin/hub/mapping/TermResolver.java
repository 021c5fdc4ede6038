package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /**
   * A binding with terms put in and overrides applied.
   *
   * @param filled attributes that some binding of the event and format fills
   */
  Binding resolve(String type, Binding binding, Set<String> filled) {
    Map<String, Rule> rules = new LinkedHashMap<>(binding.attributes());
    overrides
        .getOrDefault(type, Map.of())
        .forEach(
            (name, rule) -> {
              // what no binding tells as the event file has it, this vendor tells with all of them
              if (rules.containsKey(name)
                  || (!filled.contains(name) && !binding.action().cancels())) {
                rules.put(name, rule);
              }
            });
    return new Binding(
        binding.format(),
        binding.on(),
        binding.action(),
        binding.each(),
        conditions(binding.when()),
        key(binding.key()),
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

  IdentityBinding resolve(IdentityBinding identity) {
    return new IdentityBinding(
        identity.format(),
        identity.ids().stream()
            .map(id -> new IdentityBinding.Id(id.type(), paths(id.path())))
            .toList(),
        paths(identity.name()),
        paths(identity.given()),
        paths(identity.sex()),
        paths(identity.birthDate()),
        identity.file(),
        identity.line());
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
                group.less(),
                group.whole()),
        rule.derived() == null
            ? null
            : new Rule.Derived(
                rule.derived().kind(), paths(rule.derived().from()), paths(rule.derived().to())),
        key(rule.key()),
        paths(rule.currency()),
        rule.fen(),
        rule.unsigned(),
        rule.line());
  }

  private List<Condition> conditions(List<Condition> conditions) {
    return conditions.stream()
        .map(
            c ->
                new Condition(
                    paths(c.paths()),
                    c.table(),
                    c.in(),
                    c.notIn(),
                    c.present(),
                    c.negative(),
                    c.line()))
        .toList();
  }

  private List<KeyPart> key(List<KeyPart> key) {
    return key.stream()
        .map(
            part ->
                new KeyPart(paths(part.paths()), part.table(), part.otherwise(), part.optional()))
        .toList();
  }

  private Paths paths(Paths paths) {
    List<String> alternatives = new ArrayList<>(paths.alternatives().size());
    for (String path : paths.alternatives()) {
      String name = Paths.term(path);
      Paths term = name == null ? null : terms.get(name);
      if (term == null) {
        alternatives.add(path);
      } else if (path.startsWith("$")) {
        alternatives.addAll(term.alternatives());
      } else {
        // inside an element of a FHIR resource the term still starts from the resource
        term.alternatives().forEach(a -> alternatives.add(Paths.RESOURCE + "select(" + a + ")"));
      }
    }
    return new Paths(alternatives, paths.line());
  }
}
