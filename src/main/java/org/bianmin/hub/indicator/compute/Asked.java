package org.bianmin.hub.indicator.compute;

import java.util.List;

/**
 * What facts a formula is evaluated over.
 *
 * @param from, to when they count, {@code [from, to)}, epoch milliseconds
 * @param now days that begin later are not counted, nor what ends later
 * @param by attribute that splits them; null for none
 * @param trace where the facts are noted; null where nobody asks
 * @param only the single fact that is counted, all others stay away; null for all
 */
record Asked(
    List<String> facilities, long from, long to, long now, String by, Trace trace, Only only) {

  /**
   * A fact.
   *
   * @param id its row
   * @param at when it happened
   */
  record Only(long id, long at) {}

  Asked {
    facilities = List.copyOf(facilities);
  }

  Asked of(String facility) {
    return new Asked(List.of(facility), from, to, now, by, trace, only);
  }

  Asked traced(Trace into) {
    return new Asked(facilities, from, to, now, by, into, only);
  }

  /** All facts again. */
  Asked all() {
    return new Asked(facilities, from, to, now, by, trace, null);
  }

  /** The end, or now where that is earlier. */
  long reached() {
    return Math.min(to, now);
  }
}
