package org.bianmin.hub.settlement.bedside;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How long something took. Below zero: what it is measured to came first.
 *
 * @param n how many there are
 * @param median in minutes or days with two decimals, exact; null where there are none
 * @param p90 the nearest rank of 90 %
 */
public record Delay(long n, BigDecimal median, BigDecimal p90) {

  static final Delay NONE = new Delay(0, null, null);

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Collects the values in the middle and at 90 %, in milliseconds. */
  static final class Ranks {
    private long n;
    private BigDecimal median;
    private BigDecimal ninth;

    /**
     * A value of these ranks.
     *
     * @param place from 1, in the order of values
     * @param of how many values there are
     */
    void put(long millis, long place, long of) {
      BigDecimal took = BigDecimal.valueOf(millis);
      n = of;
      if (place == (of + 1) / 2) {
        median = took;
      } else if (place == (of + 2) / 2) {
        median = median.add(took).divide(TWO);
      }
      if (place == (9 * of + 9) / 10) {
        ninth = took;
      }
    }

    Delay in(long unitMillis) {
      return new Delay(n, in(median, unitMillis), in(ninth, unitMillis));
    }

    private static BigDecimal in(BigDecimal millis, long unitMillis) {
      return millis == null
          ? null
          : millis.divide(BigDecimal.valueOf(unitMillis), 2, RoundingMode.HALF_UP);
    }
  }
}
