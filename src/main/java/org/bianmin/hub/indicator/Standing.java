package org.bianmin.hub.indicator;

import org.bianmin.hub.event.Words;

/**
 * What a fact is to an indicator.
 *
 * @param side where it counts
 * @param of of which part it is the fact; empty for the value itself
 * @param reason why it does not count, or which fact it is joined to; null where it counts itself
 */
public record Standing(
    String programme, String indicator, Words name, Side side, String of, Words reason) {

  /** Where a fact counts. */
  public enum Side {
    NUMERATOR,
    DENOMINATOR,
    JOINED,
    NOWHERE
  }
}
