package org.bianmin.hub.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.event.MeasureEvent;

/**
 * The events that a destination takes: {@code exam.performed}, or {@code
 * result.issued[category=imaging|us][performingOrg=-]}, where all brackets have to hold and {@code
 * -} stands for an attribute that is not told. None at all means every event.
 */
final class EventSelection {

  private static final String NOT_TOLD = "-";
  private static final Pattern ENTRY =
      Pattern.compile("([a-z][a-z0-9.-]*)((?:\\[[A-Za-z][A-Za-z0-9]*=[^\\[\\]=]+])*)");
  private static final Pattern CONDITION = Pattern.compile("\\[([^=]+)=([^]]+)]");

  private record Condition(String attribute, Set<String> values) {

    boolean holds(MeasureEvent event) {
      Object value = event.attributes().get(attribute);
      // an unmapped code is a map, and equals no code
      return values.contains(value == null ? NOT_TOLD : value.toString());
    }
  }

  /** Per type, the entries that name it; one of them has to hold. */
  private final Map<String, List<List<Condition>>> byType = new HashMap<>();

  /**
   * Reads the entries of a destination.
   *
   * @throws IllegalArgumentException naming the entry that cannot be read
   */
  EventSelection(List<String> entries) {
    for (String entry : entries) {
      Matcher parts = ENTRY.matcher(entry.strip());
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "'" + entry + "' selects no events; write for example result.issued[category=lab|ecg]");
      }
      List<Condition> conditions = new ArrayList<>();
      Matcher condition = CONDITION.matcher(parts.group(2));
      while (condition.find()) {
        conditions.add(new Condition(condition.group(1), Set.of(condition.group(2).split("\\|"))));
      }
      byType.computeIfAbsent(parts.group(1), type -> new ArrayList<>(1)).add(conditions);
    }
  }

  /** Attributes that the entries compare, by type. */
  Map<String, Set<String>> named() {
    Map<String, Set<String>> named = new TreeMap<>();
    byType.forEach(
        (type, entries) -> {
          Set<String> attributes = named.computeIfAbsent(type, t -> new TreeSet<>());
          entries.forEach(entry -> entry.forEach(c -> attributes.add(c.attribute())));
        });
    return named;
  }

  boolean takes(MeasureEvent event) {
    if (byType.isEmpty()) {
      return true;
    }
    for (List<Condition> conditions : byType.getOrDefault(event.key().type(), List.of())) {
      if (conditions.stream().allMatch(condition -> condition.holds(event))) {
        return true;
      }
    }
    return false;
  }
}
