package org.bianmin.hub.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Part;

/**
 * An indicator of mutual recognition as its page shows it.
 *
 * @param value amounts in yuan; null where there is none
 * @param unit {@code %}, {@code yuan}, {@code s} or {@code cases}
 * @param coverage percent of the expected days of feeds, null where it cannot be said
 * @param coverageNote null where there is nothing to say
 */
record FigureRow(
    String id,
    String name,
    String value,
    String unit,
    Long numerator,
    Long denominator,
    String coverage,
    String coverageNote,
    String definition,
    List<Beside> parts) {

  /** A number beside it. */
  record Beside(
      String code, String name, String value, String unit, Long numerator, Long denominator) {}

  private static final String FEN = "fen";

  /** The reasons why results are declined are many; those that nobody gave are left out. */
  private static final String REASONS = "MR-05";

  static FigureRow of(IndicatorValue figure, Locale locale) {
    boolean amount = figure.unit().equals(FEN);
    return new FigureRow(
        figure.id(),
        figure.name().in(locale),
        amount ? yuan(figure.value()) : text(figure.value()),
        amount ? "yuan" : figure.unit(),
        // a sum in fen beside its value in yuan would only be taken for something else
        amount ? null : whole(figure.numerator()),
        amount ? null : whole(figure.denominator()),
        figure.coverage() == null
            ? null
            : figure.coverage().movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString(),
        figure.coverageNote() == null ? null : figure.coverageNote().in(locale),
        figure.reading().in(locale),
        figure.parts().stream()
            .filter(part -> !figure.id().equals(REASONS) || given(part))
            .map(part -> beside(part, locale))
            .toList());
  }

  private static boolean given(Part reason) {
    return reason.numerator() != null && reason.numerator().signum() > 0;
  }

  private static Beside beside(Part part, Locale locale) {
    return new Beside(
        part.code(),
        part.name() == null ? part.code() : part.name().in(locale),
        text(part.value()),
        part.unit(),
        whole(part.numerator()),
        whole(part.denominator()));
  }

  private static Long whole(BigDecimal number) {
    return number == null ? null : (Long) number.longValue();
  }

  private static String yuan(BigDecimal fen) {
    return fen == null ? null : Yuan.text(fen);
  }

  private static String text(BigDecimal value) {
    return value == null ? null : value.toPlainString();
  }
}
