package org.bianmin.hub.recognition.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.recognition.figures.CountedFigures.NOVEMBER;
import static org.bianmin.hub.recognition.figures.CountedFigures.figures;

import java.math.BigDecimal;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Part;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** What the page's funnel takes from the indicators is what SQL over the rows counts. */
class FunnelTest {

  private static BlockFigures blocks;

  private static IndicatorValue value(String id) {
    return blocks.value(id, NOVEMBER, StoredFacts.FACILITY);
  }

  private static Part part(String id, String code) {
    return value(id).parts().stream()
        .filter(part -> part.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static void same(BigDecimal shown, long counted, long expected) {
    assertThat(counted).isEqualTo(expected);
    assertThat(shown).isEqualByComparingTo(BigDecimal.valueOf(expected));
  }

  private static void store(StoredFacts stored) {
    for (int i = 0; i < 12; i++) {
      String at = "2026-11-%02dT08:00:00+08:00".formatted(i + 1);
      long report = stored.report("R" + i, at, 5, 4, i % 3 == 0 ? 0 : 3);
      if (i % 4 > 0) {
        String done = "2026-11-%02dT09:00:00+08:00".formatted(i % 4 == 1 ? 28 : i + 1);
        stored.accepted(report, 1, at, done);
      }
      stored.order("O" + i, at, i < 5 ? "PROMPTED" : "NONE", i < 6 ? 1L : 0L, "{}");
      stored.fact("recognition.prompted", "P" + i, at, "{}");
      if (i > 3) {
        stored.fact("recognition.viewed", "V" + i, at, "{}");
      }
      String decision =
          i < 4 ? "recognised\",\"savedFen\":10,\"x\":\"" : i < 6 ? "quoted" : "declined";
      stored.fact("recognition.decided", "D" + i, at, "{\"decision\":\"" + decision + "\"}");
    }
    // none of the period, and one that is void
    stored.report("BEFORE", "2026-10-31T23:59:59+08:00", 5, 4, 3);
    stored.report("VOID", "2026-11-03T08:00:00+08:00", 2, "VOID", 5, 4, 3);
  }

  @EachEngine
  void indicatorsAndRowsTellTheSameFunnel(TestStore store) {
    store(new StoredFacts(store));

    Funnel rows = figures(store).of(NOVEMBER, StoredFacts.FACILITY).funnels().get(0);
    blocks = BlockFigures.ofAll(store);

    same(part("MR-01", "published").denominator(), rows.reports(), 12);
    same(part("MR-01", "published").numerator(), rows.published(), 9);
    same(value("MR-01").denominator(), rows.recognisableReports(), 8);
    same(part("MR-02", "recognisable").value(), rows.recognisableItems(), 24);
    same(part("MR-03a", "looked-at").denominator(), rows.orders(), 12);
    same(value("MR-03a").denominator(), rows.offered(), 6);
    same(value("MR-03b").denominator(), rows.prompts(), 12);
    same(value("MR-03b").numerator(), rows.views(), 8);
    same(value("MR-04").numerator(), rows.recognised(), 4);
    same(part("MR-04", "quoted").numerator(), rows.quoted(), 2);
    same(value("MR-05").value(), rows.declined(), 6);
  }
}
