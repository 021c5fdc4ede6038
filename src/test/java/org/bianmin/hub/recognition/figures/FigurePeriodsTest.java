package org.bianmin.hub.recognition.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bianmin.hub.recognition.figures.CountedFigures.NOVEMBER;
import static org.bianmin.hub.recognition.figures.CountedFigures.figures;
import static org.bianmin.hub.recognition.figures.CountedFigures.isShare;
import static org.bianmin.hub.recognition.figures.CountedFigures.november;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** Where periods end, what facts stand behind a figure, and how they are read. */
class FigurePeriodsTest {

  @EachEngine
  void nothingToDivideByIsNullAndNeverZero(TestStore store) {
    new StoredFacts(store);

    Map<String, Figure> figures = november(store);

    assertThat(figures.keySet())
        .isEqualTo(
            Set.of(
                "MR-01", "MR-02", "MR-03a", "MR-03b", "MR-04", "MR-05", "MR-06", "MR-07a", "MR-07b",
                "MR-08"));
    for (String id : List.of("MR-01", "MR-02", "MR-03a", "MR-03b", "MR-04", "MR-08")) {
      isShare(figures.get(id), 0, 0, null);
      assertThat(figures.get(id).coverage()).isNull();
    }
    assertThat(figures.get("MR-07a").value()).isNull();
    assertThat(figures.get("MR-06").value()).isEqualTo(BigDecimal.ZERO);
    assertThat(figures(store).of(NOVEMBER, null).figures()).isEmpty();
  }

  @EachEngine
  void facilitiesAreCountedApartAndPeriodsEndAtMidnightInShanghai(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    String recognised = "{\"decision\":\"recognised\"}";
    String type = "recognition.decided";
    stored.fact("H001", type, "A", "2026-11-03T23:59:59.999+08:00", 1, "ACTIVE", recognised);
    stored.fact("H001", type, "B", "2026-11-04T00:00:00+08:00", 1, "ACTIVE", recognised);
    stored.fact("H002", type, "C", "2026-11-03T00:00:00+08:00", 1, "ACTIVE", recognised);
    stored.fact("H002", type, "D", "2026-11-02T23:59:59.999+08:00", 1, "ACTIVE", recognised);
    RecognitionFigures figures = figures(store);

    for (String facility : List.of("H001", "H002")) {
      assertThat(decisions(figures, "2026-11-03", facility)).containsExactly(1L);
      assertThat(decisions(figures, "2026-11", facility)).containsExactly(2L);
      assertThat(decisions(figures, "2026-Q4", facility)).containsExactly(2L);
      assertThat(decisions(figures, "2026-H1", facility)).containsExactly(0L);
    }
    assertThat(decisions(figures, "2026", null)).containsExactly(2L, 2L);
  }

  private static List<Long> decisions(RecognitionFigures figures, String period, String facility) {
    return figures.of(period, facility).figures().stream()
        .filter(figure -> figure.id().equals("MR-04"))
        .map(Figure::denominator)
        .toList();
  }

  @EachEngine
  void lineageIsReadPageByPageWithoutGapOrRepeat(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      // several in the same millisecond, and keys that are not in order of time
      String time = "2026-11-03T08:00:%02d+08:00".formatted(20 - i / 3);
      stored.fact("recognition.viewed", "V" + i, time, "{}");
      all.add("V" + i);
    }
    RecognitionFigures figures = figures(store);

    List<CountedFact> read = new ArrayList<>();
    String after = null;
    do {
      List<CountedFact> page =
          figures.facts("MR-03b", true, null, NOVEMBER, "H001", after, 4).orElseThrow();
      read.addAll(page);
      after = page.isEmpty() ? null : page.get(page.size() - 1).cursor();
    } while (after != null);

    assertThat(read)
        .extracting(fact -> fact.key().businessKey())
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(read).extracting(CountedFact::occurredAt).isSorted();
    assertThat(figures.facts("MR-99", true, null, NOVEMBER, null, null, 4)).isEmpty();
    assertThat(figures.facts("MR-06", false, null, NOVEMBER, null, null, 4)).isEmpty();
    assertThat(figures.facts("MR-01", true, "none", NOVEMBER, null, null, 4)).isEmpty();
    assertThatThrownBy(() -> figures.facts("MR-04", true, null, NOVEMBER, null, "x", 4))
        .hasMessageContaining("next");
  }
}
