package org.bianmin.hub.indicator;

import org.bianmin.hub.event.Words;

/**
 * What a draft changes of an indicator.
 *
 * @param now as in force, null where the draft adds it
 * @param then as the draft has it, null where it removes it
 * @param entered facts that count for the draft only, in numerator or denominator
 * @param left facts that count now only
 */
public record Difference(
    String programme,
    String indicator,
    Words name,
    Kind kind,
    IndicatorValue now,
    IndicatorValue then,
    long entered,
    long left) {

  /** What becomes of it. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED,
    SAME
  }
}
