package org.bianmin.hub.indicator.programme;

import java.math.BigDecimal;

/** What a number is held against; null is no bound, several hold together. */
public record Bounds(
    BigDecimal atLeast, BigDecimal atMost, BigDecimal moreThan, BigDecimal lessThan) {

  public Bounds {
    if (atLeast == null && atMost == null && moreThan == null && lessThan == null) {
      throw new IllegalArgumentException(
          "say at-least, at-most, more-than or less-than, each with a number");
    }
  }

  public static Bounds atLeast(long number) {
    return new Bounds(BigDecimal.valueOf(number), null, null, null);
  }

  public static Bounds atMost(long number) {
    return new Bounds(null, BigDecimal.valueOf(number), null, null);
  }

  public static Bounds between(long least, long most) {
    return new Bounds(BigDecimal.valueOf(least), BigDecimal.valueOf(most), null, null);
  }

  public boolean hold(BigDecimal number) {
    return (atLeast == null || number.compareTo(atLeast) >= 0)
        && (atMost == null || number.compareTo(atMost) <= 0)
        && (moreThan == null || number.compareTo(moreThan) > 0)
        && (lessThan == null || number.compareTo(lessThan) < 0);
  }

  /** As people write it, for example {@code ≥ 20, < 80}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    add(text, "≥ ", atLeast);
    add(text, "> ", moreThan);
    add(text, "≤ ", atMost);
    add(text, "< ", lessThan);
    return text.toString();
  }

  private static void add(StringBuilder text, String sign, BigDecimal number) {
    if (number != null) {
      text.append(text.isEmpty() ? "" : ", ").append(sign).append(number.toPlainString());
    }
  }
}
