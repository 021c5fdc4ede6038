package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Compares what an example names of an event's attributes; what it does not name is free. */
final class ExampleMatch {

  private static final String POSITION = "#";

  private final Consumer<String> problem;

  ExampleMatch(Consumer<String> problem) {
    this.problem = problem;
  }

  void attributes(Map<String, Object> expected, Map<String, Object> told) {
    expected.forEach((name, value) -> value(name, value, listed(told.get(name))));
  }

  private void value(String place, Object expected, Object told) {
    if (expected instanceof Map<?, ?> parts && told instanceof Map<?, ?> is) {
      parts.forEach((name, value) -> value(place + "." + name, value, is.get(name)));
    } else if (expected instanceof List<?> items && told instanceof List<?> is) {
      list(place, items, is);
    } else if (!Objects.equals(expected, told)) {
      problem.accept("'" + place + "' is " + shown(told) + ", expected " + shown(expected));
    }
  }

  private void list(String place, List<?> expected, List<?> told) {
    if (expected.size() != told.size()) {
      problem.accept("'" + place + "' has " + told.size() + " items, expected " + expected.size());
      return;
    }
    for (int i = 0; i < expected.size(); i++) {
      value(place + "[" + i + "]", expected.get(i), told.get(i));
    }
  }

  private static String shown(Object value) {
    return value instanceof String text
        ? "'" + text + "'"
        : value == null ? "not told" : "" + value;
  }

  /** A group as the event shows it: its items in the order of the message. */
  private static Object listed(Object value) {
    if (!(value instanceof Map<?, ?> group)
        || group.isEmpty()
        || !group.values().stream().allMatch(item -> item == null || item instanceof Map<?, ?>)) {
      return value;
    }
    List<Map<Object, Object>> items = new ArrayList<>();
    for (Object item : group.values()) {
      if (item instanceof Map<?, ?> map) {
        items.add(new LinkedHashMap<>(map));
      }
    }
    items.sort(Comparator.comparingInt(item -> (Integer) item.get(POSITION)));
    items.forEach(item -> item.remove(POSITION));
    return items;
  }
}
