package org.bianmin.hub.recognition.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.event.Words;

/** Makes the figures of one facility from what was counted. */
final class FigureMaking {

  private static final int MILLI = 3;
  private static final Words NOTHING = new Words("期内没有相应的记录", "there is nothing in the period");

  private final String facility;
  private final Counts counts;
  private final long asOf;

  FigureMaking(String facility, Counts counts, long asOf) {
    this.facility = facility;
    this.counts = counts;
    this.asOf = asOf;
  }

  Figure make(Definition definition) {
    Long numerator = numerator(definition);
    Long denominator = denominator(definition);
    BigDecimal coverage =
        definition.covered() == null
            ? null
            : share(counts.of(definition.covered()), counts.of(definition.coverable()), 1, 4);
    return new Figure(
        definition.id(),
        definition.name(),
        facility,
        value(definition, numerator, denominator),
        numerator,
        denominator,
        definition.measure().unit(),
        coverage,
        definition.covered() != null && coverage == null ? NOTHING : definition.coverageNote(),
        parts(definition),
        asOf,
        definition.text(),
        Definition.SOURCE,
        Definition.VERSION);
  }

  private Long numerator(Definition definition) {
    return switch (definition.measure()) {
      case SHARE_OF_ITEMS -> counts.mapped;
      case SAVED -> counts.savedFen;
      case COMPOSITION -> null;
      default -> counts.of(definition.numerator());
    };
  }

  private Long denominator(Definition definition) {
    return switch (definition.measure()) {
      case SHARE_OF_ITEMS -> counts.items;
      case SAVED -> null;
      default -> counts.of(definition.denominator());
    };
  }

  private BigDecimal value(Definition definition, Long numerator, Long denominator) {
    return switch (definition.measure()) {
      case SHARE, SHARE_OF_ITEMS -> percent(numerator, denominator);
      case SAVED, COUNT -> BigDecimal.valueOf(numerator);
      case DELAY -> seconds(counts.median);
      case COMPOSITION -> null;
    };
  }

  private List<Figure.Part> parts(Definition definition) {
    List<Figure.Part> parts = new ArrayList<>();
    for (Definition.PartDefinition part : definition.parts()) {
      long n = counts.of(part.numerator());
      long d = counts.of(part.denominator());
      parts.add(new Figure.Part(part.code(), part.name(), null, percent(n, d), n, d, "%"));
    }
    if (definition.measure() == Definition.Measure.DELAY) {
      BigDecimal ninth = seconds(counts.ninth);
      parts.add(
          new Figure.Part(
              "p90", new Words("第 90 百分位", "90th percentile"), null, ninth, null, null, "s"));
    }
    if (definition.measure() == Definition.Measure.COMPOSITION) {
      long all = counts.of(definition.denominator());
      counts.reasons.forEach((code, reason) -> parts.add(reason(code, reason, all)));
    }
    return List.copyOf(parts);
  }

  private static Figure.Part reason(String code, Counts.Reason reason, long all) {
    String province =
        reason.provinceCodes.isEmpty() ? null : String.join(", ", reason.provinceCodes);
    return new Figure.Part(code, null, province, percent(reason.n, all), reason.n, all, "%");
  }

  private static BigDecimal percent(long n, long d) {
    return share(n, d, 100, 2);
  }

  private static BigDecimal share(long n, long d, int of, int scale) {
    return d == 0
        ? null
        : BigDecimal.valueOf(n)
            .multiply(BigDecimal.valueOf(of))
            .divide(BigDecimal.valueOf(d), scale, RoundingMode.HALF_UP);
  }

  private static BigDecimal seconds(BigDecimal millis) {
    return millis == null
        ? null
        : millis.movePointLeft(MILLI).setScale(MILLI, RoundingMode.HALF_UP);
  }
}
