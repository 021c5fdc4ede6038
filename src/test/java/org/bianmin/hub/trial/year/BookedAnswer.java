package org.bianmin.hub.trial.year;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the books say an indicator is.
 *
 * @param numerator, denominator as the hub shows them; denominator null where there is none
 * @param top, bottom the value is the one over the other; bottom 0: there is no value
 */
public record BookedAnswer(
    BigDecimal numerator, BigDecimal denominator, BigDecimal top, BigDecimal bottom) {

  private static final int SHOWN = 6;

  static BookedAnswer number(long number) {
    BigDecimal value = BigDecimal.valueOf(number);
    return new BookedAnswer(value, null, value, BigDecimal.ONE);
  }

  static BookedAnswer over(long numerator, long denominator, int times) {
    BigDecimal n = BigDecimal.valueOf(numerator);
    BigDecimal d = BigDecimal.valueOf(denominator);
    return new BookedAnswer(n, d, n.multiply(BigDecimal.valueOf(times)), d);
  }

  /** Of times in milliseconds: their sum over their number, and another value of them. */
  static BookedAnswer times(long sum, long number, long unit, BigDecimal top, long bottom) {
    return new BookedAnswer(
        BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(unit), SHOWN, RoundingMode.HALF_UP),
        BigDecimal.valueOf(number),
        top,
        BigDecimal.valueOf(bottom));
  }

  /** The same, answered by yes where its value is so much at least. */
  BookedAnswer yes(long atLeast) {
    if (bottom.signum() == 0) {
      return this;
    }
    boolean yes = top.compareTo(bottom.multiply(BigDecimal.valueOf(atLeast))) >= 0;
    return new BookedAnswer(
        numerator, denominator, yes ? BigDecimal.ONE : BigDecimal.ZERO, BigDecimal.ONE);
  }

  /** The same, answered by yes where its value is more than none. */
  BookedAnswer any() {
    return bottom.signum() == 0
        ? this
        : new BookedAnswer(
            numerator, denominator, BigDecimal.valueOf(top.signum()), BigDecimal.ONE);
  }

  /** Whether nothing was counted at all. */
  public boolean nothing() {
    return numerator.signum() == 0 && (denominator == null || denominator.signum() == 0);
  }

  /** The value; null where there is none. */
  public BigDecimal value(int decimals) {
    return bottom.signum() == 0 ? null : top.divide(bottom, decimals, RoundingMode.HALF_UP);
  }
}
