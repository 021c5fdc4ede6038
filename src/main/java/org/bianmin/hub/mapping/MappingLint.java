package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.Action;

/**
 * Checks that the files of a set fit together: tables, value sets, codes and terms that are named
 * exist.
 */
final class MappingLint {

  private static final String DEFAULT = "default";

  private final MappingSet set;
  private final List<MappingProblem> problems;
  private final CodeLint codes;

  MappingLint(MappingSet set, List<MappingProblem> problems) {
    this.set = set;
    this.problems = problems;
    this.codes = new CodeLint(problems);
  }

  void check() {
    for (EventDefinition event : set.events().values()) {
      event.attributes().values().forEach(a -> valueSet(event, a));
      event.bindings().forEach(binding -> binding(event, binding, null));
      event.countsWhile().forEach(w -> countsWhile(event, w));
      event.orphanOf().forEach(type -> known(event, type, 1));
    }
    set.profiles().values().forEach(this::profile);
    for (LinkBinding link : set.links()) {
      Place place = new Place(link.file(), link.format(), null);
      terms(place, link.old());
      terms(place, link.current());
      terms(place, link.holder());
      terms(place, link.owner());
      terms(place, link.recordedAt());
    }
    for (IdentityBinding identity : set.identities()) {
      Place place = new Place(identity.file(), identity.format(), null);
      identity.ids().forEach(id -> terms(place, id.path()));
      terms(place, identity.name());
      terms(place, identity.given());
      terms(place, identity.sex());
      terms(place, identity.birthDate());
    }
  }

  private void known(EventDefinition event, String type, int line) {
    if (!set.events().containsKey(type)) {
      problem(event.file(), line, "no event '" + type + "' in mappings/events");
    }
  }

  private void countsWhile(EventDefinition event, CountsWhile demand) {
    known(event, demand.event(), demand.line());
    demand
        .when()
        .forEach(
            (name, values) -> {
              AttributeDefinition attribute = event.attributes().get(name);
              Set<String> codes = set.valueSets().get(attribute.valueSet());
              for (String value : codes == null ? Set.<String>of() : values) {
                if (!codes.contains(value)) {
                  problem(
                      event.file(),
                      demand.line(),
                      CodeLint.notIn("'" + value + "'", attribute, codes));
                }
              }
            });
  }

  /** Where rules stand. */
  private record Place(String file, String format, Profile profile) {}

  private void binding(EventDefinition event, Binding binding, Profile profile) {
    Place place = new Place(binding.file(), binding.format(), profile);
    binding.when().forEach(c -> condition(place, c));
    key(place, binding.key());
    terms(place, binding.recordedAt());
    terms(place, binding.occurredAt());
    terms(place, binding.patient());
    rules(place, event.attributes(), binding.attributes());
    required(event, binding);
  }

  private void key(Place place, List<KeyPart> key) {
    for (KeyPart part : key) {
      terms(place, part.paths());
      table(place, part.table(), part.paths().line());
    }
  }

  private void required(EventDefinition event, Binding binding) {
    if (binding.action() != Action.RECORD) {
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
    String name = "attribute '" + attribute.name() + "'";
    if (attribute.type() == AttributeType.CODE && attribute.valueSet() == null) {
      problem(event.file(), attribute.line(), name + " is a code: name its 'values'");
    }
    if (attribute.valueSet() != null && !set.valueSets().containsKey(attribute.valueSet())) {
      problem(
          event.file(),
          attribute.line(),
          "value set '"
              + attribute.valueSet()
              + "' of "
              + name
              + " is not in value-sets.yaml; known are "
              + names(set.valueSets().keySet()));
    } else if (attribute.valueSet() != null) {
      // documents and rows are translated by the table of that name
      codes.targets(
          attribute,
          set.valueSets().get(attribute.valueSet()),
          set.tables().get(attribute.valueSet()));
    }
    attribute.items().values().forEach(a -> valueSet(event, a));
  }

  private void profile(Profile profile) {
    for (EventDefinition event : set.events().values()) {
      profile.bindings(event.type()).forEach(binding -> binding(event, binding, profile));
    }
    Profile standard = set.profiles().get(DEFAULT);
    if (standard != null && !profile.name().equals(DEFAULT)) {
      profile.terms().forEach((format, terms) -> known(profile, standard, format, terms));
    }
    profile
        .overrides()
        .forEach(
            (format, byEvent) ->
                byEvent.forEach(
                    (type, rules) ->
                        rules(
                            new Place(profile.file(), format, profile),
                            set.events().get(type).attributes(),
                            rules)));
  }

  /** A term of a vendor that no event file can name is a slip of the keyboard. */
  private void known(Profile profile, Profile standard, String format, Map<String, Paths> terms) {
    Set<String> known = new TreeSet<>(standard.terms().getOrDefault(format, Map.of()).keySet());
    for (EventDefinition event : set.events().values()) {
      profile.bindings(event.type()).forEach(binding -> named(binding, known));
    }
    terms.forEach(
        (term, paths) -> {
          if (!known.contains(term)) {
            problem(
                profile.file(),
                paths.line(),
                "term '"
                    + term
                    + "' is not in profiles/default.yaml, so nothing uses it; known are "
                    + names(known));
          }
        });
  }

  /** Terms that a profile's own binding names. */
  private static void named(Binding binding, Set<String> terms) {
    List<Paths> paths = new ArrayList<>();
    binding.key().forEach(part -> paths.add(part.paths()));
    paths.addAll(List.of(binding.recordedAt(), binding.occurredAt(), binding.patient()));
    binding.when().forEach(condition -> paths.add(condition.paths()));
    binding.attributes().values().forEach(rule -> paths.add(rule.paths()));
    binding.attributes().values().stream()
        .flatMap(rule -> rule.key().stream())
        .forEach(part -> paths.add(part.paths()));
    for (Paths one : paths) {
      one.alternatives().stream().map(Paths::term).filter(Objects::nonNull).forEach(terms::add);
    }
  }

  private void rules(
      Place place, Map<String, AttributeDefinition> attributes, Map<String, Rule> rules) {
    rules.forEach((name, rule) -> rule(place, attributes.get(name), rule));
  }

  private void rule(Place place, AttributeDefinition attribute, Rule rule) {
    terms(place, rule.paths());
    terms(place, rule.coded());
    terms(place, rule.currency());
    key(place, rule.key());
    if (rule.derived() != null) {
      terms(place, rule.derived().from());
      terms(place, rule.derived().to());
    }
    CodeTable last = null;
    for (String table : rule.tables()) {
      last = table(place, table, rule.line());
    }
    Set<String> known =
        attribute.valueSet() == null ? null : set.valueSets().get(attribute.valueSet());
    if (attribute.type() == AttributeType.BOOLEAN) {
      codes.targets(attribute, CodeLint.TRUTH, last);
    }
    if (known != null) {
      codes.targets(attribute, known, last);
      codes.code(place.file(), rule, attribute, known, rule.fixed());
      codes.code(place.file(), rule, attribute, known, rule.otherwise());
    }
    if (rule.group() != null) {
      rule.group().when().forEach(c -> condition(place, c));
      rule.group().remove().forEach(c -> condition(place, c));
      rules(
          place,
          attribute.type() == AttributeType.GROUP
              ? attribute.items()
              : Map.of(Rule.LINE, attribute),
          rule.group().attributes());
    }
  }

  private void condition(Place place, Condition condition) {
    terms(place, condition.paths());
    CodeTable table = table(place, condition.table(), condition.line());
    if (table != null) {
      codes.comparable(place.file(), condition, table, set.valueSets().get(table.name()));
    }
  }

  private CodeTable table(Place place, String name, int line) {
    CodeTable table = name == null ? null : set.tables().get(name);
    if (name != null && table == null) {
      problem(
          place.file(),
          line,
          "code table '" + name + "' is not in codes/; known are " + names(set.tables().keySet()));
    }
    return table;
  }

  private void terms(Place place, Paths paths) {
    TermResolver resolver =
        new TermResolver(set.profiles().get(DEFAULT), place.profile(), place.format());
    for (String path : paths.alternatives()) {
      String term = Paths.term(path);
      if (term != null && !resolver.knows(term)) {
        problem(place.file(), paths.line(), "term '$" + term + "' is not in profiles/default.yaml");
      }
    }
  }

  private static String names(Collection<String> names) {
    return String.join(", ", names);
  }

  private void problem(String file, int line, String reason) {
    problems.add(new MappingProblem(file, line, reason));
  }
}
