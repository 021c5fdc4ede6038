package org.bianmin.hub.recognition.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.recognition.figures.CountedFigures.facts;
import static org.bianmin.hub.recognition.figures.CountedFigures.figures;
import static org.bianmin.hub.recognition.figures.CountedFigures.isShare;
import static org.bianmin.hub.recognition.figures.CountedFigures.november;

import java.math.BigDecimal;
import java.util.Map;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** The figures about orders and decisions, each against an example that is counted by hand. */
class DecisionFiguresTest {

  @EachEngine
  void promptsAreCountedByOrderAndViewsByPrompt(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    stored.order("O1", "2026-11-03T08:00:00+08:00", "PROMPTED", 2L, "{}");
    // its HIS had asked before
    stored.order("O2", "2026-11-03T08:01:00+08:00", "PROMPTED", null, "{}");
    stored.order("O3", "2026-11-03T08:02:00+08:00", "NOBODY", 1L, "{}");
    stored.order("O4", "2026-11-03T08:03:00+08:00", "NONE", 0L, "{}");
    stored.order("O5", "2026-11-03T08:04:00+08:00", "LATE", null, "{}");
    stored.order("O6", "2026-11-03T08:05:00+08:00", "WAITING", null, "{}");
    stored.fact("exam.ordered", "O7", "2026-11-03T08:06:00+08:00", "{}");
    stored.fact("recognition.prompted", "P1", "2026-11-03T08:00:00+08:00", "{}");
    stored.fact("recognition.prompted", "P2", "2026-11-03T08:01:00+08:00", "{}");
    stored.fact("recognition.viewed", "V1", "2026-11-03T08:02:00+08:00", "{}");
    stored.fact("recognition.viewed", "V2", "2026-11-03T08:03:00+08:00", "{}");
    stored.fact("recognition.viewed", "V3", "2026-11-03T08:04:00+08:00", "{}");
    stored.fact(
        StoredFacts.FACILITY,
        "recognition.viewed",
        "V4",
        "2026-11-03T08:05:00+08:00",
        2,
        "VOID",
        "{}");

    Map<String, Figure> figures = november(store);

    isShare(figures.get("MR-03a"), 2, 3, "66.67");
    assertThat(figures.get("MR-03a").coverage()).isEqualTo(new BigDecimal("0.5714"));
    isShare(figures.get("MR-03b"), 3, 2, "150.00");
    assertThat(figures.get("MR-03b").coverage()).isNull();
    assertThat(figures.get("MR-03b").coverageNote().en()).contains("not configured");
    assertThat(facts(store, "MR-03a", false, null)).containsExactly("O1", "O2", "O3");
    assertThat(facts(store, "MR-03b", true, null)).containsExactly("V1", "V2", "V3");
    assertThat(facts(store, "MR-03b", false, null)).containsExactly("P1", "P2");
  }

  private static void decided(StoredFacts stored, String key, String attributes) {
    stored.fact("recognition.decided", key, "2026-11-03T09:00:00+08:00", attributes);
  }

  @EachEngine
  void decisionsAreSharesReasonsAndSavings(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    decided(stored, "D1", "{\"decision\":\"recognised\",\"savedFen\":2500}");
    decided(
        stored,
        "D2",
        "{\"decision\":\"recognised\",\"savedFen\":18000,\"sourceState\":\"corrected\"}");
    decided(stored, "D3", "{\"decision\":\"recognised\",\"sourceState\":\"recalled\"}");
    decided(stored, "D4", "{\"decision\":\"quoted\",\"savedFen\":99}");
    decided(
        stored,
        "D5",
        "{\"decision\":\"declined\",\"reasonCode\":\"R1\",\"provinceReasonCode\":\"01\"}");
    decided(stored, "D6", "{\"decision\":\"declined\",\"reasonCode\":\"R1\"}");
    decided(
        stored,
        "D7",
        "{\"decision\":\"declined\",\"reasonCode\":\"R10\","
            + "\"provinceReasonCode\":{\"code\":\"R10\"},\"sourceState\":\"corrected\"}");
    stored.fact(
        StoredFacts.FACILITY,
        "recognition.decided",
        "WITHDRAWN",
        "2026-11-03T09:00:00+08:00",
        2,
        "VOID",
        "{\"decision\":\"recognised\",\"savedFen\":7}");

    Map<String, Figure> figures = november(store);

    isShare(figures.get("MR-04"), 3, 7, "42.86");
    Figure reasons = figures.get("MR-05");
    assertThat(reasons.value()).isNull();
    assertThat(reasons.denominator()).isEqualTo(3);
    assertThat(reasons.parts())
        .containsExactly(
            new Figure.Part("R1", null, "01", new BigDecimal("66.67"), 2L, 3L, "%"),
            new Figure.Part("R10", null, null, new BigDecimal("33.33"), 1L, 3L, "%"));
    assertThat(facts(store, "MR-05", true, "R1")).containsExactly("D5", "D6");
    assertThat(facts(store, "MR-05", false, "R1")).containsExactly("D5", "D6", "D7");
    Figure saved = figures.get("MR-06");
    assertThat(saved.value()).isEqualTo(new BigDecimal("20500"));
    assertThat(saved.numerator()).isEqualTo(20_500);
    assertThat(saved.unit()).isEqualTo("fen");
    assertThat(saved.coverage()).isEqualTo(new BigDecimal("0.6667"));
    isShare(figures.get("MR-07b"), 2, 3, "2");
    assertThat(facts(store, "MR-07b", true, null)).containsExactly("D2", "D3");
  }

  @EachEngine
  void repeatedIsWhatNobodyDecidedAbout(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    String glucose = "{\"visitRef\":\"V1\",\"recognitionItemCode\":\"GLU\"}";
    stored.order("REPEAT", "2026-11-03T08:00:00+08:00", "PROMPTED", 1L, "{\"visitRef\":\"V9\"}");
    stored.order("BYORDER", "2026-11-03T08:00:00+08:00", "PROMPTED", 1L, "{}");
    stored.order("BYVISIT", "2026-11-03T08:00:00+08:00", "NOBODY", 1L, glucose);
    stored.order("LASTDAY", "2026-11-30T23:59:59.999+08:00", "PROMPTED", 1L, "{}");
    stored.order("WITHDRAWN", "2026-11-03T08:00:00+08:00", "PROMPTED", 1L, "{}");
    stored.order("NEW", "2026-11-03T08:00:00+08:00", "NONE", 0L, "{}");
    stored.order("LATE", "2026-11-03T08:00:00+08:00", "LATE", null, "{}");
    decided(stored, "D1", "{\"decision\":\"declined\",\"replacedOrderRef\":\"BYORDER\"}");
    decided(
        stored, "D2", "{\"decision\":\"declined\",\"encounterRef\":\"V1\",\"itemCode\":\"GLU\"}");
    // another item of that visit, and the same order number elsewhere
    decided(
        stored, "D3", "{\"decision\":\"declined\",\"encounterRef\":\"V9\",\"itemCode\":\"CREA\"}");
    stored.fact(
        "H002",
        "recognition.decided",
        "D4",
        "2026-11-03T09:00:00+08:00",
        1,
        "ACTIVE",
        "{\"decision\":\"declined\",\"replacedOrderRef\":\"REPEAT\"}");
    stored.fact(
        "recognition.decided",
        "D5",
        "2026-12-01T08:00:00+08:00",
        "{\"decision\":\"recognised\",\"replacedOrderRef\":\"LASTDAY\"}");
    stored.fact(
        StoredFacts.FACILITY,
        "recognition.decided",
        "D6",
        "2026-11-03T09:00:00+08:00",
        2,
        "VOID",
        "{\"decision\":\"declined\",\"replacedOrderRef\":\"WITHDRAWN\"}");

    isShare(november(store).get("MR-08"), 2, 6, "33.33");
    assertThat(facts(store, "MR-08", true, null)).containsExactly("REPEAT", "WITHDRAWN");
  }
}
