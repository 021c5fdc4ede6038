package org.bianmin.hub.recognition.figures;

import java.math.BigDecimal;
import java.util.List;
import org.bianmin.hub.event.Words;

/**
 * A figure of one facility and period.
 *
 * @param id for example {@code MR-01}
 * @param value in {@code unit}; null where there is nothing to divide by, and for a composition
 * @param numerator, denominator null where the figure has none
 * @param unit {@code %}, {@code fen}, {@code s} or {@code cases}
 * @param coverage from 0 to 1, null where it cannot be said
 * @param coverageNote what it is the share of, or why it cannot be said
 * @param parts figures beside it, or what it is composed of
 * @param asOf epoch milliseconds
 * @param definition how it is counted
 * @param source where the definition comes from
 * @param definitionVersion of the definition
 */
public record Figure(
    String id,
    Words name,
    String facility,
    BigDecimal value,
    Long numerator,
    Long denominator,
    String unit,
    BigDecimal coverage,
    Words coverageNote,
    List<Part> parts,
    long asOf,
    Words definition,
    String source,
    String definitionVersion) {

  /**
   * A part of a figure.
   *
   * @param code for example {@code R1}, {@code p90}
   * @param name null where the code speaks for itself
   * @param provinceCode the province's code of a reason, null where it has none
   */
  public record Part(
      String code,
      Words name,
      String provinceCode,
      BigDecimal value,
      Long numerator,
      Long denominator,
      String unit) {}
}
