package org.bianmin.hub.recognition.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bianmin.hub.store.TestStore;

/** The figures of a store, and what a test asks of them. */
final class CountedFigures {

  static final String NOVEMBER = "2026-11";

  private CountedFigures() {}

  static RecognitionFigures figures(TestStore store) {
    return new RecognitionFigures(
        store.snapshot(),
        new FigureQueries(store.queries()),
        new Lineage(store.queries()),
        new FigureProperties(Duration.ofHours(24)),
        List.of(StoredFacts.PLATFORM),
        ZoneId.of("Asia/Shanghai"));
  }

  static Map<String, Figure> november(TestStore store) {
    return figures(store).of(NOVEMBER, StoredFacts.FACILITY).figures().stream()
        .collect(Collectors.toMap(Figure::id, figure -> figure));
  }

  static void isShare(Figure figure, long numerator, long denominator, String value) {
    assertThat(figure.numerator()).isEqualTo(numerator);
    assertThat(figure.denominator()).isEqualTo(denominator);
    assertThat(figure.value()).isEqualTo(value == null ? null : new BigDecimal(value));
  }

  static List<String> facts(TestStore store, String id, boolean numerator, String part) {
    return figures(store)
        .facts(id, numerator, part, NOVEMBER, null, null, 100)
        .orElseThrow()
        .stream()
        .map(fact -> fact.key().businessKey())
        .toList();
  }
}
