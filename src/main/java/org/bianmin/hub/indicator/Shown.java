package org.bianmin.hub.indicator;

import java.util.List;

/**
 * An indicator and the facts behind one of its numbers, both of one moment.
 *
 * @param values one per group where the question splits
 */
public record Shown(List<IndicatorValue> values, LineagePage facts) {

  public Shown {
    values = List.copyOf(values);
  }
}
