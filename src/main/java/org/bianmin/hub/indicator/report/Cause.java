package org.bianmin.hub.indicator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An event for which a restated value differs.
 *
 * @param side {@code numerator} or {@code denominator}
 * @param kind {@code added}, {@code removed} or {@code changed}
 * @param before what it added before, null where it did not
 * @param after what it adds now, null where it does not
 */
record Cause(long eventId, String side, String kind, Long before, Long after) {

  static final String NUMERATOR = "numerator";
  static final String DENOMINATOR = "denominator";

  /** So many of a side are kept; how many there are is kept as a number. */
  static final int MOST = 500;

  /** How many events there are on both sides together. */
  static long events(List<Cause> one, List<Cause> other) {
    long[] ids =
        Stream.concat(one.stream(), other.stream()).mapToLong(Cause::eventId).sorted().toArray();
    return LongStream.range(0, ids.length)
        .filter(i -> i == 0 || ids[(int) i] != ids[(int) i - 1])
        .count();
  }

  /** How two contributions of one side differ, by ascending ids. */
  static List<Cause> between(String side, Contribution old, Contribution now) {
    List<Cause> causes = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < now.size()) {
      if (j == now.size() || (i < old.size() && old.id(i) < now.id(j))) {
        causes.add(new Cause(old.id(i), side, "removed", old.quantity(i), null));
        i++;
      } else if (i == old.size() || now.id(j) < old.id(i)) {
        causes.add(new Cause(now.id(j), side, "added", null, now.quantity(j)));
        j++;
      } else {
        if (old.quantity(i) != now.quantity(j)) {
          causes.add(new Cause(old.id(i), side, "changed", old.quantity(i), now.quantity(j)));
        }
        i++;
        j++;
      }
    }
    return causes;
  }
}
