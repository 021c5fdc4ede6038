package org.bianmin.hub.indicator.programme;

import java.math.BigDecimal;

/**
 * What a value should reach.
 *
 * @param value the bound; of two, the lower
 * @param most the upper of two, else null
 * @param from ledger id that says so, or {@code own}
 */
public record Target(Is is, BigDecimal value, BigDecimal most, String from) {

  /** How. */
  public enum Is {
    AT_LEAST("≥"),
    AT_MOST("≤"),
    EQUAL("="),
    BETWEEN("–");

    private final String sign;

    Is(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  public Target {
    if ((is == Is.BETWEEN) != (most != null)) {
      throw new IllegalArgumentException("two bounds are between, one is not");
    }
  }

  public Target(Is is, BigDecimal value, String from) {
    this(is, value, null, from);
  }

  /** As people write it: {@code ≥ 60}, or {@code 60–180} of two bounds, both of which reach it. */
  public String text() {
    return is == Is.BETWEEN
        ? value.toPlainString() + is.sign() + most.toPlainString()
        : is.sign() + ' ' + value.toPlainString();
  }

  public boolean met(BigDecimal number) {
    int order = number.compareTo(value);
    return switch (is) {
      case AT_LEAST -> order >= 0;
      case AT_MOST -> order <= 0;
      case EQUAL -> order == 0;
      case BETWEEN -> order >= 0 && number.compareTo(most) <= 0;
    };
  }
}
