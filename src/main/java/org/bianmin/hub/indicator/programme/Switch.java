package org.bianmin.hub.indicator.programme;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bianmin.hub.event.Words;

/**
 * An ambiguous point of a definition, decided by choice.
 *
 * @param choose the choice in force
 * @param of what can be chosen, and what it means
 */
public record Switch(String name, String choose, Map<String, Words> of) {

  public Switch {
    of = Collections.unmodifiableMap(new LinkedHashMap<>(of));
    if (!of.containsKey(choose)) {
      throw new IllegalArgumentException(
          "switch " + name + ": \"" + choose + "\" is none of " + of.keySet());
    }
  }
}
