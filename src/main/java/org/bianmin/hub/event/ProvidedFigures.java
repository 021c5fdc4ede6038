package org.bianmin.hub.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Figures that a room counts itself, since they need more than facts: deliveries, judgements. */
public interface ProvidedFigures {

  /**
   * A figure of a facility and period.
   *
   * @param value null where there is nothing to divide by
   * @param numerator, denominator null where it has none
   * @param coverage from 0 to 1, null where it cannot be said
   * @param coverageNote what it is the share of, or why it cannot be said
   * @param asOf epoch milliseconds
   */
  record Provided(
      BigDecimal value,
      BigDecimal numerator,
      BigDecimal denominator,
      String unit,
      BigDecimal coverage,
      Words coverageNote,
      List<ProvidedPart> parts,
      long asOf) {

    public Provided {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A number beside a figure.
   *
   * @param value, numerator, denominator null where there is none
   */
  record ProvidedPart(
      String code,
      Words name,
      BigDecimal value,
      BigDecimal numerator,
      BigDecimal denominator,
      String unit) {}

  /**
   * A figure.
   *
   * @param id for example {@code MR-01}
   * @return empty where this room does not count it, or it is switched off
   */
  Optional<Provided> figure(String id, Period period, String facility);

  /**
   * The facts behind a figure, by time and row.
   *
   * @param numerator whether of its numerator, else of its denominator
   * @param part code of a part, empty for the figure itself
   * @param after the last fact of the page before, null for the first page
   * @return empty where it has no such side or part
   */
  Optional<List<CountedFact>> facts(
      String id,
      boolean numerator,
      String part,
      Period period,
      String facility,
      CountedFact.Cursor after,
      int limit);
}
