package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.bianmin.hub.indicator.programme.Bounds;

/** Bounds as whole numbers: what lies within is exactly what the bounds hold for. */
record Limits(long least, long most) {

  /**
   * Of numbers that are kept times something.
   *
   * @param times for example 60000 for minutes kept as milliseconds
   */
  static Limits of(Bounds bounds, long times) {
    long least = Long.MIN_VALUE;
    long most = Long.MAX_VALUE;
    if (bounds.atLeast() != null) {
      least = whole(bounds.atLeast(), times, RoundingMode.CEILING);
    }
    if (bounds.moreThan() != null) {
      least = Math.max(least, whole(bounds.moreThan(), times, RoundingMode.FLOOR) + 1);
    }
    if (bounds.atMost() != null) {
      most = whole(bounds.atMost(), times, RoundingMode.FLOOR);
    }
    if (bounds.lessThan() != null) {
      most = Math.min(most, whole(bounds.lessThan(), times, RoundingMode.CEILING) - 1);
    }
    return new Limits(least, most);
  }

  boolean hold(long number) {
    return number >= least && number <= most;
  }

  /** A bound as a whole number; one beyond all is half of what there is, never reached. */
  static long whole(BigDecimal bound, long times, RoundingMode rounding) {
    BigDecimal product = bound.multiply(BigDecimal.valueOf(times)).setScale(0, rounding);
    BigDecimal most = BigDecimal.valueOf(Long.MAX_VALUE / 2);
    return product.min(most).max(most.negate()).longValueExact();
  }
}
