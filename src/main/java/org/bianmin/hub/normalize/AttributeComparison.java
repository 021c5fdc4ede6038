package org.bianmin.hub.normalize;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bianmin.hub.event.UnmappedCode;

/** Finds where two readings of one event differ. */
final class AttributeComparison {

  /** What became of an attribute. */
  enum Kind {
    GAINED,
    LOST,
    CHANGED,
    MAPPED,
    UNMAPPED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A difference.
   *
   * @param name of the attribute; {@code items.value} inside of a group
   * @param inForce, draft its values: null where it is not told, {@code ""} where it is emptied
   */
  record Found(String name, Kind kind, Object inForce, Object draft) {}

  private static final Object ABSENT = new Object();
  private static final String EMPTIED = "";

  private final Consumer<Found> found;

  AttributeComparison(Consumer<Found> found) {
    this.found = found;
  }

  void compare(Map<String, Object> inForce, Map<String, Object> draft) {
    if (!inForce.equals(draft)) {
      members("", inForce, draft);
    }
  }

  private void members(String prefix, Map<?, ?> inForce, Map<?, ?> draft) {
    for (String name : names(inForce, draft)) {
      Object before = value(inForce, name);
      Object after = value(draft, name);
      if (Objects.equals(before, after)) {
        continue;
      }
      if (group(before) && group(after) && prefix.isEmpty()) {
        items(name, (Map<?, ?>) before, (Map<?, ?>) after);
      } else {
        // what starts with # says where an item stands among the others
        String where =
            name.startsWith("#") ? prefix : prefix + (prefix.isEmpty() ? "" : ".") + name;
        found.accept(new Found(where, kind(before, after), shown(before), shown(after)));
      }
    }
  }

  private void items(String attribute, Map<?, ?> inForce, Map<?, ?> draft) {
    for (String key : names(inForce, draft)) {
      Object before = value(inForce, key);
      Object after = value(draft, key);
      if (before instanceof Map<?, ?> item && after instanceof Map<?, ?> other) {
        members(attribute, item, other);
      } else if (!Objects.equals(before, after)) {
        // an item is named by what its patient was examined for: it is not quoted
        found.accept(new Found(attribute, kind(before, after), null, null));
      }
    }
  }

  private static Set<String> names(Map<?, ?> one, Map<?, ?> other) {
    Set<String> names = new TreeSet<>();
    one.keySet().forEach(name -> names.add(name.toString()));
    other.keySet().forEach(name -> names.add(name.toString()));
    return names;
  }

  private static Object value(Map<?, ?> attributes, String name) {
    return attributes.containsKey(name) ? attributes.get(name) : ABSENT;
  }

  private static boolean group(Object value) {
    return value instanceof Map<?, ?> && UnmappedCode.codeOf(value) == null;
  }

  static Kind kind(Object before, Object after) {
    boolean wasUnmapped = UnmappedCode.codeOf(before) != null;
    boolean isUnmapped = UnmappedCode.codeOf(after) != null;
    if (isUnmapped && !wasUnmapped) {
      return Kind.UNMAPPED;
    }
    if (after == ABSENT) {
      return Kind.LOST;
    }
    if (wasUnmapped && !isUnmapped && after != null) {
      return Kind.MAPPED;
    }
    return before == ABSENT ? Kind.GAINED : Kind.CHANGED;
  }

  private static Object shown(Object value) {
    if (value == ABSENT) {
      return null;
    }
    return value == null ? EMPTIED : value;
  }

  /** The same for a part of the event, which is told where it is not null. */
  static Found part(String name, Object before, Object after) {
    return new Found(
        name,
        kind(before == null ? ABSENT : before, after == null ? ABSENT : after),
        before,
        after);
  }
}
