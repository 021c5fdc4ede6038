package org.bianmin.hub.recognition.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bianmin.hub.indicator.IndicatorValue;
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

  /** As the page counts them; the indicators, which count from day blocks, say the same. */
  static Map<String, Figure> november(TestStore store) {
    Map<String, Figure> figures =
        figures(store).of(NOVEMBER, StoredFacts.FACILITY).figures().stream()
            .collect(Collectors.toMap(Figure::id, figure -> figure));
    BlockFigures blocks = BlockFigures.ofAll(store);
    for (String id : BlockFigures.IDS) {
      isSame(blocks.value(id, NOVEMBER, StoredFacts.FACILITY), figures.get(id));
    }
    return figures;
  }

  /** An institution without any such fact has no numerator and no denominator at all. */
  static void isSame(IndicatorValue value, Figure figure) {
    if (value.denominator() == null) {
      assertThat(figure.denominator()).as("%s", value.note()).isZero();
      assertThat(value.value()).isNull();
    } else {
      assertThat(value.numerator())
          .as("numerator of %s (%s)", value.id(), value.note())
          .isEqualByComparingTo(BigDecimal.valueOf(figure.numerator()));
      assertThat(value.denominator())
          .as("denominator of %s", value.id())
          .isEqualByComparingTo(BigDecimal.valueOf(figure.denominator()));
      assertThat(value.value()).as("value of %s", value.id()).isEqualTo(figure.value());
    }
  }

  static void isShare(Figure figure, long numerator, long denominator, String value) {
    assertThat(figure.numerator()).isEqualTo(numerator);
    assertThat(figure.denominator()).isEqualTo(denominator);
    assertThat(figure.value()).isEqualTo(value == null ? null : new BigDecimal(value));
  }

  static List<String> facts(TestStore store, String id, boolean numerator, String part) {
    List<String> facts = told(store, id, numerator, part);
    if (BlockFigures.IDS.contains(id)) {
      assertThat(
              BlockFigures.ofAll(store)
                  .facts(id, numerator, part == null ? "" : part, NOVEMBER, StoredFacts.FACILITY))
          .as("facts behind the indicator %s", id)
          .isEqualTo(facts);
    }
    return facts;
  }

  private static List<String> told(TestStore store, String id, boolean numerator, String part) {
    return figures(store)
        .facts(id, numerator, part, NOVEMBER, null, null, 100)
        .orElseThrow()
        .stream()
        .map(fact -> fact.key().businessKey())
        .toList();
  }
}
