package org.bianmin.hub.indicator;

import java.util.List;

/**
 * How many institutions stand behind a value of several.
 *
 * @param size to which the indicator applies
 * @param withData that told something in the period, or declared
 * @param withoutData codes of the others
 */
public record RosterCount(int size, int withData, List<String> withoutData) {

  public RosterCount {
    withoutData = List.copyOf(withoutData);
  }
}
