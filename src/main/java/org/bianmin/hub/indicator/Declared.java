package org.bianmin.hub.indicator;

import java.math.BigDecimal;
import java.util.List;

/**
 * A declaration in force.
 *
 * @param key text form of its event key
 * @param value as declared
 * @param period for which it is declared, as written; null where it names none
 * @param number the same as a number, yes is 1 and no 0; null where it is none
 * @param effectiveTo as declared, null where open
 */
public record Declared(
    String key,
    String period,
    String value,
    BigDecimal number,
    String declaredBy,
    String basis,
    String effectiveFrom,
    String effectiveTo,
    List<String> evidence) {

  public Declared {
    evidence = List.copyOf(evidence);
  }
}
