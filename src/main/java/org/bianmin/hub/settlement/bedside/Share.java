package org.bianmin.hub.settlement.bedside;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A part of a whole.
 *
 * @param value percent with two decimals, null where there is nothing to divide by
 */
public record Share(BigDecimal value, long numerator, long denominator) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  static Share of(long numerator, long denominator) {
    return new Share(ratio(numerator, denominator, HUNDRED), numerator, denominator);
  }

  /** So many times the numerator over the denominator, with two decimals; null where it is 0. */
  static BigDecimal ratio(long numerator, long denominator, BigDecimal times) {
    return denominator == 0
        ? null
        : BigDecimal.valueOf(numerator)
            .multiply(times)
            .divide(BigDecimal.valueOf(denominator), 2, RoundingMode.HALF_UP);
  }
}
