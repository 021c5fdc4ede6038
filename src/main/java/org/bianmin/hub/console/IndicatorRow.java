package org.bianmin.hub.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;

/**
 * An indicator as a line of a page.
 *
 * @param shown the value as people read it: yes and no are {@code yes} and {@code no}, null is
 *     {@code none}
 * @param coverage percent without decimals, null where it is not known
 * @param bar of a share: percent of the width; null where it is none
 * @param direction {@code up}, {@code down} or {@code monitor}
 */
record IndicatorRow(
    IndicatorValue value, String shown, Integer coverage, BigDecimal bar, String direction) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  static IndicatorRow of(IndicatorValue value, IndicatorDefinition definition) {
    return new IndicatorRow(
        value,
        shown(value.value(), value.unit()),
        value.coverage() == null
            ? null
            : value.coverage().multiply(HUNDRED).setScale(0, RoundingMode.DOWN).intValue(),
        bar(value),
        definition == null ? "monitor" : definition.direction().name().toLowerCase(Locale.ROOT));
  }

  /** A value as people read it. */
  static String shown(BigDecimal value, String unit) {
    if (value == null) {
      return "none";
    }
    if (unit.equals("yes/no")) {
      return value.signum() == 0 ? "no" : "yes";
    }
    return value.toPlainString();
  }

  private static BigDecimal bar(IndicatorValue value) {
    boolean share = value.unit().equals("%") && value.value() != null;
    return share ? value.value().max(BigDecimal.ZERO).min(HUNDRED) : null;
  }
}
