package org.bianmin.hub.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Where a code stands in messages, and which tables translate it.
 *
 * @param paths as they are written in the mapping files; JSON Pointers for documents and rows
 * @param tables by name, in the order in which they translate
 */
public record CodePlace(List<String> paths, List<String> tables) {

  private static final CodePlace NOWHERE = new CodePlace(List.of(), List.of());

  /**
   * The place of an attribute.
   *
   * @param format of the messages: {@code hl7v2}, {@code fhir}, {@code json} or {@code row}
   * @param attribute {@code items.criticalFlag} inside of a group
   */
  public static CodePlace ofAttribute(
      MappingSet set, String profile, String format, String type, String attribute) {
    EventDefinition event = set.events().get(type);
    if (event == null) {
      return NOWHERE;
    }
    String[] names = attribute.split("\\.", 2);
    if (!EventFile.FORMATS.contains(format)) {
      return inDocument(set, event, names);
    }
    return collect(
        set,
        profile,
        format,
        event,
        (binding, found) -> {
          Rule rule = binding.attributes().get(names[0]);
          if (rule != null && names.length > 1) {
            rule = rule.group() == null ? null : rule.group().attributes().get(names[1]);
          }
          if (rule != null) {
            found.take(rule.paths(), rule.tables());
          }
        });
  }

  /** The place of a code that decides which event a message tells, by a table. */
  public static CodePlace ofDecision(
      MappingSet set, String profile, String format, String type, String table) {
    EventDefinition event = set.events().get(type);
    if (event == null) {
      return NOWHERE;
    }
    return collect(
        set,
        profile,
        format,
        event,
        (binding, found) -> {
          decisions(binding.when(), table, found);
          for (Rule rule : binding.attributes().values()) {
            if (rule.group() != null) {
              decisions(rule.group().when(), table, found);
              decisions(rule.group().remove(), table, found);
            }
          }
        });
  }

  private static void decisions(List<Condition> conditions, String table, Found found) {
    for (Condition condition : conditions) {
      if (table.equals(condition.table())) {
        found.take(condition.paths(), List.of(table));
      }
    }
  }

  private static final class Found {
    final Set<String> paths = new LinkedHashSet<>();
    final Set<String> tables = new LinkedHashSet<>();

    void take(Paths places, List<String> by) {
      paths.addAll(places.alternatives());
      tables.addAll(by);
    }
  }

  private static CodePlace collect(
      MappingSet set,
      String profile,
      String format,
      EventDefinition event,
      BiConsumer<Binding, Found> take) {
    Found found = new Found();
    for (Binding binding : set.bindings(event, profile)) {
      if (binding.format().equals(format)) {
        take.accept(binding, found);
      }
    }
    return new CodePlace(new ArrayList<>(found.paths), new ArrayList<>(found.tables));
  }

  private static CodePlace inDocument(MappingSet set, EventDefinition event, String[] names) {
    Map<String, AttributeDefinition> known = event.attributes();
    AttributeDefinition attribute = known.get(names[0]);
    if (attribute != null && names.length > 1) {
      attribute = attribute.items().get(names[1]);
    }
    String table = attribute == null ? null : attribute.valueSet();
    return new CodePlace(
        List.of("/attributes/" + String.join("/*/", names)),
        table != null && set.tables().containsKey(table) ? List.of(table) : List.of());
  }
}
