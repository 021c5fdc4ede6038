package org.bianmin.hub.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bianmin.hub.event.Action;

/** What works, and is probably not meant: files and names that nothing uses, keys that collide. */
public final class MappingWarnings {

  private static final Set<String> KEPT = Set.of(".csv", ".yaml", ".md");

  private final MappingSet set;
  private final Set<String> tables = new HashSet<>();
  private final Set<String> valueSets = new HashSet<>();
  // terms that something names, by format
  private final Map<String, Set<String>> terms = new HashMap<>();
  private final List<MappingProblem> warnings = new ArrayList<>();

  private MappingWarnings(MappingSet set) {
    this.set = set;
  }

  /** The warnings of a set that has no problems. */
  public static List<MappingProblem> of(MappingSet set, Path folder) {
    MappingWarnings warnings = new MappingWarnings(set);
    warnings.collect();
    warnings.unused();
    set.events().values().forEach(warnings::keys);
    warnings.warnings.addAll(RecognitionWarnings.of(set));
    warnings.unread(folder, "codes", name -> KEPT.stream().anyMatch(name::endsWith));
    warnings.unread(folder, RecognitionFiles.FOLDER, RecognitionFiles::isRead);
    return warnings.warnings;
  }

  private void collect() {
    tables.add(CodeTable.ID_TYPES);
    tables.add(CodeTable.ORDER_ITEMS);
    for (EventDefinition event : set.events().values()) {
      event.attributes().values().forEach(this::attribute);
      event.bindings().forEach(this::binding);
    }
    for (LinkBinding link : set.links()) {
      for (Paths paths :
          List.of(link.old(), link.current(), link.holder(), link.owner(), link.recordedAt())) {
        paths(link.format(), paths);
      }
    }
    for (IdentityBinding identity : set.identities()) {
      tables.add(IdentityBinding.SEXES);
      identity.ids().forEach(id -> paths(identity.format(), id.path()));
      List.of(identity.name(), identity.given(), identity.sex(), identity.birthDate())
          .forEach(paths -> paths(identity.format(), paths));
    }
    for (Profile profile : set.profiles().values()) {
      set.events().keySet().forEach(type -> profile.bindings(type).forEach(this::binding));
      profile
          .overrides()
          .forEach((format, events) -> events.values().forEach(rules -> rules(format, rules)));
    }
  }

  private void binding(Binding binding) {
    String format = binding.format();
    conditions(format, binding.when());
    key(format, binding.key());
    paths(format, binding.recordedAt());
    paths(format, binding.occurredAt());
    paths(format, binding.patient());
    rules(format, binding.attributes());
  }

  private void key(String format, List<KeyPart> key) {
    for (KeyPart part : key) {
      paths(format, part.paths());
      if (part.table() != null) {
        tables.add(part.table());
      }
    }
  }

  private void attribute(AttributeDefinition attribute) {
    if (attribute.valueSet() != null) {
      valueSets.add(attribute.valueSet());
      // documents are translated by the table of that name
      tables.add(attribute.valueSet());
    }
    attribute.items().values().forEach(this::attribute);
  }

  private void rules(String format, Map<String, Rule> rules) {
    for (Rule rule : rules.values()) {
      tables.addAll(rule.tables());
      paths(format, rule.paths());
      paths(format, rule.coded());
      paths(format, rule.currency());
      key(format, rule.key());
      if (rule.derived() != null) {
        paths(format, rule.derived().from());
        paths(format, rule.derived().to());
      }
      if (rule.group() != null) {
        conditions(format, rule.group().when());
        conditions(format, rule.group().remove());
        rules(format, rule.group().attributes());
      }
    }
  }

  private void conditions(String format, List<Condition> conditions) {
    for (Condition condition : conditions) {
      paths(format, condition.paths());
      if (condition.table() != null) {
        tables.add(condition.table());
      }
    }
  }

  private void paths(String format, Paths paths) {
    for (String path : paths.alternatives()) {
      String term = Paths.term(path);
      if (term != null) {
        terms.computeIfAbsent(format, f -> new HashSet<>()).add(term);
      }
    }
  }

  private void unused() {
    for (String table : set.tables().keySet()) {
      if (!tables.contains(table)) {
        warn("codes/" + table + ".csv", 0, "no rule, condition or attribute uses this table");
      }
    }
    for (String valueSet : set.valueSets().keySet()) {
      if (!valueSets.contains(valueSet)) {
        warn("value-sets.yaml", 0, "no attribute has the value set '" + valueSet + "'");
      }
    }
    Profile standard = set.profiles().get("default");
    standard
        .terms()
        .forEach(
            (format, known) ->
                known.forEach(
                    (term, paths) -> {
                      if (!terms.getOrDefault(format, Set.of()).contains(term)) {
                        warn(standard.file(), paths.line(), "nothing uses the term '" + term + "'");
                      }
                    }));
  }

  /** Numbers of different kinds may be the same digits, and two facts would be one. */
  private void keys(EventDefinition event) {
    List<Binding> bindings = set.bindings(event, "default");
    for (int i = 0; i < bindings.size(); i++) {
      Binding binding = bindings.get(i);
      boolean recorded = binding.action() == Action.RECORD;
      boolean known = recorded;
      for (int j = 0; j < bindings.size(); j++) {
        Binding other = bindings.get(j);
        if (other.action() != Action.RECORD || !other.format().equals(binding.format())) {
          continue;
        }
        boolean same = prefix(binding).equals(prefix(other));
        known |= same;
        if (recorded && j < i && same && collide(binding, other)) {
          warn(
              event.file(),
              binding.line(),
              "records under "
                  + key(binding)
                  + " and the binding in line "
                  + other.line()
                  + " under "
                  + key(other)
                  + ": where the two numbers are the same digits two facts become one; begin one key"
                  + " with a word of its own, as in key: [\"order:\", ORC-3.1]");
        }
      }
      if (!known && records(bindings, binding.format())) {
        warn(
            event.file(),
            binding.line(),
            "no binding of "
                + binding.format()
                + " records under a key that begins with '"
                + prefix(binding)
                + "', so this concerns no fact");
      }
    }
  }

  private static boolean records(List<Binding> bindings, String format) {
    return bindings.stream()
        .anyMatch(b -> b.action() == Action.RECORD && b.format().equals(format));
  }

  private static boolean collide(Binding one, Binding other) {
    List<KeyPart> a = numbers(one);
    List<KeyPart> b = numbers(other);
    return a.size() == b.size()
        && Collections.disjoint(a.get(0).alternatives(), b.get(0).alternatives());
  }

  private static List<KeyPart> numbers(Binding binding) {
    return binding.key().stream().filter(KeyPart::isOwn).toList();
  }

  private static String prefix(Binding binding) {
    StringBuilder prefix = new StringBuilder();
    binding.key().stream()
        .filter(KeyPart::isPrefix)
        .forEach(part -> prefix.append(part.alternatives().get(0)));
    return prefix.toString();
  }

  private static String key(Binding binding) {
    return String.join(
        "/", binding.key().stream().map(part -> String.join(" or ", part.alternatives())).toList());
  }

  /** A table that was saved as a workbook, or under another name, is not read. */
  private void unread(Path folder, String below, Predicate<String> read) {
    Path tables = folder.resolve(below);
    if (!Files.isDirectory(tables)) {
      return;
    }
    try (Stream<Path> list = Files.list(tables)) {
      list.filter(file -> !MappingLoader.isPassing(file))
          .map(file -> file.getFileName().toString())
          .filter(read.negate())
          .sorted()
          .forEach(
              name -> warn(below + "/" + name, 0, "is not read; save it as CSV UTF-8, name.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the tables: " + e.getMessage(), e);
    }
  }

  private void warn(String file, int line, String reason) {
    warnings.add(new MappingProblem(file, line, reason));
  }
}
