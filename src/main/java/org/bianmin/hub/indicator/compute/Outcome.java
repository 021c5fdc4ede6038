package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a formula gives.
 *
 * @param numerator, denominator as shown; null where there is none
 * @param top, bottom the value is the one over the other, not rounded; bottom null or 0: no value
 * @param parts further numbers
 */
record Outcome(
    BigDecimal numerator,
    BigDecimal denominator,
    BigDecimal top,
    BigDecimal bottom,
    List<Extra> parts) {

  private static final MathContext EXACT = new MathContext(60);
  private static final int SHOWN = 6;

  /** A further number: its own outcome under a code; {@code named} where the code is a label. */
  record Extra(String code, Outcome outcome, boolean count) {}

  static Outcome number(BigDecimal number) {
    return new Outcome(tidy(number), null, number, BigDecimal.ONE, List.of());
  }

  static Outcome number(long number) {
    return number(BigDecimal.valueOf(number));
  }

  static Outcome over(BigDecimal numerator, BigDecimal denominator, int times) {
    return new Outcome(
        tidy(numerator),
        tidy(denominator),
        numerator.multiply(BigDecimal.valueOf(times)),
        denominator,
        List.of());
  }

  static Outcome none() {
    return new Outcome(null, null, null, null, List.of());
  }

  /** A sum that was kept times something, over a count. */
  static Outcome scaled(BigInteger sum, long scale, Long over) {
    BigDecimal divisor = BigDecimal.valueOf(scale);
    BigDecimal shown = shown(new BigDecimal(sum), divisor);
    return over == null
        ? new Outcome(shown, null, new BigDecimal(sum), divisor, List.of())
        : new Outcome(
            shown,
            BigDecimal.valueOf(over),
            new BigDecimal(sum),
            divisor.multiply(BigDecimal.valueOf(over)),
            List.of());
  }

  private static BigDecimal shown(BigDecimal sum, BigDecimal divisor) {
    return tidy(sum.divide(divisor, SHOWN, RoundingMode.HALF_UP));
  }

  Outcome with(List<Extra> extras) {
    return new Outcome(numerator, denominator, top, bottom, extras);
  }

  boolean hasValue() {
    return bottom != null && bottom.signum() != 0;
  }

  /** To sixty digits: enough to be held against any bound. */
  BigDecimal exact() {
    return hasValue() ? top.divide(bottom, EXACT) : null;
  }

  BigDecimal rounded(int decimals) {
    return hasValue() ? top.divide(bottom, decimals, RoundingMode.HALF_UP) : null;
  }

  /** Without zeros at the end, nor an exponent. */
  static BigDecimal tidy(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
