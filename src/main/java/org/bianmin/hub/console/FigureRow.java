package org.bianmin.hub.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.bianmin.hub.recognition.figures.Figure;

/**
 * A figure as the page shows it.
 *
 * @param value amounts in yuan; null where there is none
 * @param unit {@code %}, {@code yuan}, {@code s} or {@code cases}
 * @param coverage percent, null where it cannot be said
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
    List<Part> parts) {

  /** A part of it; without a name the code is a reason. */
  record Part(
      String code,
      String name,
      String provinceCode,
      String value,
      String unit,
      Long numerator,
      Long denominator) {}

  private static final String FEN = "fen";

  static FigureRow of(Figure figure, Locale locale) {
    boolean amount = figure.unit().equals(FEN);
    return new FigureRow(
        figure.id(),
        figure.name().in(locale),
        amount ? yuan(figure.value()) : text(figure.value()),
        amount ? "yuan" : figure.unit(),
        // a sum in fen beside its value in yuan would only be taken for something else
        amount ? null : figure.numerator(),
        figure.denominator(),
        figure.coverage() == null
            ? null
            : figure.coverage().movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString(),
        figure.coverageNote().in(locale),
        figure.definition().in(locale),
        figure.parts().stream().map(part -> part(part, locale)).toList());
  }

  private static Part part(Figure.Part part, Locale locale) {
    return new Part(
        part.code(),
        part.name() == null ? null : part.name().in(locale),
        part.provinceCode(),
        text(part.value()),
        part.unit(),
        part.numerator(),
        part.denominator());
  }

  private static String yuan(BigDecimal fen) {
    return fen == null ? null : Yuan.text(fen);
  }

  private static String text(BigDecimal value) {
    return value == null ? null : value.toPlainString();
  }
}
