package org.bianmin.hub.recognition.figures;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.Period;
import org.bianmin.hub.event.ProvidedFigures;
import org.bianmin.hub.event.Words;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Figures of mutual recognition that look at deliveries and judgements, for the indicators. */
@Component
final class FiguresForIndicators implements ProvidedFigures {

  private final RecognitionFigures figures;
  private final boolean enabled;

  FiguresForIndicators(
      RecognitionFigures figures, @Value("${hub.recognition.enabled:false}") boolean enabled) {
    this.figures = figures;
    this.enabled = enabled;
  }

  @Override
  public Optional<Provided> figure(String id, Period period, String facility) {
    if (!enabled || !figures.ids().contains(id)) {
      return Optional.empty();
    }
    return figures.of(period.text(), facility).figures().stream()
        .filter(figure -> figure.id().equals(id) && figure.facility().equals(facility))
        .findFirst()
        .map(FiguresForIndicators::provided);
  }

  @Override
  public Optional<List<CountedFact>> facts(
      String id,
      boolean numerator,
      String part,
      Period period,
      String facility,
      CountedFact.Cursor after,
      int limit) {
    if (!enabled) {
      return Optional.empty();
    }
    return figures.facts(
        id,
        numerator,
        part.isEmpty() ? null : part,
        period.text(),
        facility,
        after == null ? null : after.occurredAt() + "-" + after.id(),
        limit);
  }

  private static Provided provided(Figure figure) {
    return new Provided(
        figure.value(),
        decimal(figure.numerator()),
        decimal(figure.denominator()),
        figure.unit(),
        figure.coverage(),
        figure.coverageNote(),
        figure.parts().stream().map(FiguresForIndicators::part).toList(),
        figure.asOf());
  }

  private static ProvidedPart part(Figure.Part part) {
    return new ProvidedPart(
        part.code(),
        part.name() == null ? new Words(part.code(), part.code()) : part.name(),
        part.value(),
        decimal(part.numerator()),
        decimal(part.denominator()),
        part.unit());
  }

  private static BigDecimal decimal(Long number) {
    return number == null ? null : BigDecimal.valueOf(number);
  }
}
