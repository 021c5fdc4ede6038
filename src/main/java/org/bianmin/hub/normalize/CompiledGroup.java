package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.AttributeType;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.Condition;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Rule;

/** Fills a group attribute: a map of items by their key; a null item is deleted. */
final class CompiledGroup {

  /** Keeps the order of the message; taken off before anyone sees the items. */
  private static final String POSITION = "#";

  /** Which amount of the fact is lessened by which amount of the item. */
  private static final String LESS = "#less";

  /** Stands among the items of a message that tells all of them. */
  private static final String WHOLE = "#whole";

  private final Format.Parts parts;
  private final List<CompiledCondition> when;
  private final List<CompiledCondition> remove;
  private final List<CompiledRule> rules = new ArrayList<>();
  private final AttributeDefinition attribute;
  private final String less;
  private final boolean whole;

  CompiledGroup(Format format, MappingSet set, AttributeDefinition attribute, Rule.Group group) {
    this.parts = format.parts(group.each());
    this.when = compile(format, set, group.when());
    this.remove = compile(format, set, group.remove());
    this.attribute = attribute;
    this.less = group.less() == null ? null : group.less() + '-' + amount(attribute);
    this.whole = group.whole();
    group
        .attributes()
        .forEach(
            (name, rule) ->
                rules.add(new CompiledRule(format, set, attribute.items().get(name), rule)));
    // stored attributes are sorted: what is filled in that order need not be sorted again
    rules.sort(Comparator.comparing(CompiledRule::name));
  }

  private static String amount(AttributeDefinition attribute) {
    return attribute.items().values().stream()
        .filter(item -> item.type() == AttributeType.AMOUNT)
        .map(AttributeDefinition::name)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("'less' needs an item attribute of type amount"));
  }

  static List<CompiledCondition> compile(
      Format format, MappingSet set, List<Condition> conditions) {
    List<CompiledCondition> compiled = new ArrayList<>(conditions.size());
    for (Condition condition : conditions) {
      CodeTable table = condition.table() == null ? null : set.tables().get(condition.table());
      compiled.add(new CompiledCondition(format, condition, table));
    }
    return compiled;
  }

  Map<String, Object> items(Part message, Reading reading) {
    Map<String, Object> items = new LinkedHashMap<>();
    int position = 0;
    for (Part part : parts.of(message)) {
      position++;
      boolean removes = !remove.isEmpty() && all(remove, part, reading);
      if (!removes && !all(when, part, reading)) {
        continue;
      }
      Map<String, Object> item = new LinkedHashMap<>();
      item.put(POSITION, position);
      if (less != null) {
        item.put(LESS, less);
      }
      for (CompiledRule rule : rules) {
        rule.fill(part, reading, item, !removes);
      }
      String key = attribute.key(item);
      if (key == null) {
        // nothing tells it apart from its neighbours
        continue;
      }
      put(items, key, removes ? null : item);
    }
    if (whole && !items.isEmpty()) {
      items.put(WHOLE, null);
    }
    return items;
  }

  /**
   * Whether a message without any of it says nothing of it: most reports come without a document.
   */
  boolean isUntoldWithoutItems() {
    return whole && rules.stream().anyMatch(CompiledRule::isDocument);
  }

  /** Whether it depends on the day. */
  boolean isDated() {
    return when.stream().anyMatch(CompiledCondition::isDated)
        || remove.stream().anyMatch(CompiledCondition::isDated)
        || rules.stream().anyMatch(CompiledRule::isDated);
  }

  /**
   * A key that comes again in one message (a repeated code) gets a number, so that none is lost.
   */
  private static void put(Map<String, Object> items, String key, Map<String, Object> item) {
    String free = key;
    for (int n = 2; items.containsKey(free); n++) {
      free = key + "#" + n;
    }
    items.put(free, item);
  }

  static boolean all(List<CompiledCondition> conditions, Part part, Reading reading) {
    for (CompiledCondition condition : conditions) {
      if (!condition.holds(part, reading)) {
        return false;
      }
    }
    return true;
  }
}
