package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.event.EventKey;

/**
 * Several parts of one message may speak of one fact (a report in two OBR groups, a settlement in
 * several FT1). They become one assertion: of what was recorded at one time a cancel wins, groups
 * are joined, of other attributes the first that is told stands; what was recorded later comes
 * first.
 */
final class SameFact {

  private SameFact() {}

  static List<Assertion> combine(List<Assertion> assertions) {
    if (assertions.size() < 2) {
      return assertions;
    }
    Map<EventKey, Assertion> byKey = new LinkedHashMap<>();
    for (Assertion assertion : assertions) {
      byKey.merge(assertion.key(), assertion, SameFact::join);
    }
    return new ArrayList<>(byKey.values());
  }

  private static Assertion join(Assertion one, Assertion other) {
    // documents of several times in one message: the newer tells, as it would in a message of its
    // own
    boolean later = other.source().recordedAt() > one.source().recordedAt();
    Assertion first = later ? other : one;
    Assertion second = later ? one : other;
    if (first.source().recordedAt() > second.source().recordedAt()
        && (first.action() == Action.VOID
            || (first.action() == Action.RECORD && second.action() == Action.VOID))) {
      return first;
    }
    if (first.action() == Action.VOID || second.action() == Action.VOID) {
      return first.action() == Action.VOID ? first : second;
    }
    Map<String, Object> attributes = new LinkedHashMap<>(second.attributes());
    first
        .attributes()
        .forEach(
            (name, value) ->
                attributes.merge(name, value == null ? Emptied.VALUE : value, SameFact::groups));
    attributes.replaceAll((name, value) -> value == Emptied.VALUE ? null : value);
    return new Assertion(
        first.key(),
        first.action() == Action.RECORD ? first.action() : second.action(),
        first.source(),
        first.occurredAt() == null ? second.occurredAt() : first.occurredAt(),
        first.patient() == null ? second.patient() : first.patient(),
        attributes);
  }

  private static Object groups(Object second, Object first) {
    if (!(first instanceof Map<?, ?> items) || !(second instanceof Map<?, ?> more)) {
      return first;
    }
    Map<Object, Object> joined = new LinkedHashMap<>(items);
    for (Map.Entry<?, ?> item : more.entrySet()) {
      Object key = item.getKey();
      for (int n = 2; joined.containsKey(key); n++) {
        key = item.getKey() + "#" + n;
      }
      joined.put(key, shifted(item.getValue(), items.size()));
    }
    return joined;
  }

  /** Items of the second part come after those of the first. */
  private static Object shifted(Object item, int by) {
    if (item instanceof Map<?, ?> map && map.get("#") instanceof Integer position) {
      Map<Object, Object> copy = new HashMap<>(map);
      copy.put("#", position + by);
      return copy;
    }
    return item;
  }

  private enum Emptied {
    VALUE
  }
}
