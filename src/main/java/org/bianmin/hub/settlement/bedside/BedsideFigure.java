package org.bianmin.hub.settlement.bedside;

import java.math.BigDecimal;
import java.util.List;
import org.bianmin.hub.event.Words;

/**
 * A figure of one facility and period.
 *
 * @param id for example {@code AHN-09}
 * @param value in {@code unit}; null where there is nothing to divide by
 * @param numerator, denominator null where the figure has none
 * @param unit {@code %}, {@code count} or {@code days}
 * @param target null where none is set
 * @param parts what it is composed of, or figures beside it
 * @param definition how it is counted
 */
public record BedsideFigure(
    String id,
    Words name,
    BigDecimal value,
    Long numerator,
    Long denominator,
    String unit,
    BigDecimal target,
    List<Part> parts,
    Words definition) {

  /**
   * A part of a figure.
   *
   * @param code a settlement point, a payment method, a credential, {@code median}, {@code p90}
   */
  public record Part(
      String code, BigDecimal value, Long numerator, Long denominator, String unit) {}
}
