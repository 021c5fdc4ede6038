package org.bianmin.hub.indicator.report;

import java.util.List;
import java.util.Set;

/**
 * What a cut freezes.
 *
 * @param base the revision that it takes the place of, or null
 * @param programme hash of the definitions
 * @param asOf epoch milliseconds, as {@code at}
 * @param grounds what the values depended on beside events and definitions
 * @param reckonedAt what definitions took for now
 */
record Cut(
    Integer base,
    String programme,
    long asOf,
    long reckonedAt,
    long at,
    String who,
    Grounds grounds,
    List<Line> lines) {

  /**
   * One value.
   *
   * @param was the value that it had in the base where that differs, else null
   * @param causes the first events that make the difference, of {@code causeCount} in all
   * @param kinds why it differs; empty where it does not
   */
  record Line(
      ReportValue value,
      ReportValue was,
      List<Packed> sides,
      List<Cause> causes,
      long causeCount,
      Set<CauseKind> kinds) {}

  /** The events behind one side, packed. */
  record Packed(String side, long n, byte[] bytes) {

    static Packed of(String side, Contribution contribution) {
      return new Packed(side, contribution.size(), contribution.pack());
    }
  }
}
