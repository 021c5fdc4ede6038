package org.bianmin.hub.indicator.programme;

import java.math.BigDecimal;

/**
 * What a value should reach.
 *
 * @param from ledger id that says so, or {@code own}
 */
public record Target(Is is, BigDecimal value, String from) {

  /** How. */
  public enum Is {
    AT_LEAST("≥"),
    AT_MOST("≤"),
    EQUAL("=");

    private final String sign;

    Is(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  public boolean met(BigDecimal number) {
    int order = number.compareTo(value);
    return switch (is) {
      case AT_LEAST -> order >= 0;
      case AT_MOST -> order <= 0;
      case EQUAL -> order == 0;
    };
  }
}
