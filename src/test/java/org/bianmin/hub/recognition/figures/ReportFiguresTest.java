package org.bianmin.hub.recognition.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.recognition.figures.CountedFigures.NOVEMBER;
import static org.bianmin.hub.recognition.figures.CountedFigures.facts;
import static org.bianmin.hub.recognition.figures.CountedFigures.figures;
import static org.bianmin.hub.recognition.figures.CountedFigures.isShare;
import static org.bianmin.hub.recognition.figures.CountedFigures.november;

import java.math.BigDecimal;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** The figures about reports, each against an example that is counted by hand. */
class ReportFiguresTest {

  @EachEngine
  void uploadInTimeIsTheFirstAcceptedVersion(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    long inTime = stored.report("IN", "2026-11-03T08:00:00+08:00", 1, 1, 1);
    stored.accepted(inTime, 1, "2026-11-03T08:00:01+08:00", "2026-11-04T08:00:00+08:00");
    long late = stored.report("LATE", "2026-11-03T08:00:00+08:00", 1, 1, 1);
    stored.accepted(late, 1, "2026-11-03T08:00:01+08:00", "2026-11-04T08:00:00.001+08:00");
    stored.report("NEVER", "2026-11-03T08:00:00+08:00", 1, 1, 1);
    long elsewhere = stored.report("ELSEWHERE", "2026-11-03T08:00:00+08:00", 1, 1, 1);
    stored.delivery(
        elsewhere,
        1,
        "stats",
        "DELIVERED",
        "2026-11-03T08:00:01+08:00",
        "2026-11-03T08:00:02+08:00");
    // sent again after its answer was lost: the first acceptance counts
    long resent = stored.report("RESENT", "2026-11-03T08:00:00+08:00", 1, 1, 1);
    stored.accepted(resent, 1, "2026-11-03T08:00:01+08:00", "2026-11-03T08:00:02+08:00");
    stored.accepted(resent, 1, "2026-11-06T08:00:00+08:00", "2026-11-06T08:00:02+08:00");
    // corrected two days later: issued again, but first accepted in time
    long corrected = stored.report("CORR", "2026-11-05T08:00:00+08:00", 2, "ACTIVE", 1, 1, 1);
    stored.told(corrected, 1, "2026-11-03T08:00:00+08:00");
    stored.told(corrected, 2, "2026-11-05T08:00:00+08:00");
    stored.accepted(corrected, 1, "2026-11-03T08:00:01+08:00", "2026-11-03T09:00:00+08:00");
    stored.accepted(corrected, 2, "2026-11-05T08:00:01+08:00", "2026-11-05T08:00:05+08:00");
    // late at first, and its correction makes it no better
    long again = stored.report("AGAIN", "2026-11-05T08:00:00+08:00", 2, "ACTIVE", 1, 1, 1);
    stored.told(again, 3, "2026-11-03T08:00:00+08:00");
    stored.told(again, 4, "2026-11-05T08:00:00+08:00");
    stored.accepted(again, 2, "2026-11-05T08:00:01+08:00", "2026-11-05T08:00:05+08:00");
    // nothing to recognise, void, and one that a platform was only told to cancel
    long nothing = stored.report("NOTHING", "2026-11-03T08:00:00+08:00", 1, 0, 0);
    stored.accepted(nothing, 1, "2026-11-03T08:00:01+08:00", "2026-11-03T08:00:02+08:00");
    long gone = stored.report("VOID", "2026-11-03T08:00:00+08:00", 2, "VOID", 1, 1, 1);
    stored.accepted(gone, 1, "2026-11-03T08:00:01+08:00", "2026-11-03T08:00:02+08:00");
    long cancelled = stored.report("CANCEL", "2026-11-03T08:00:00+08:00", 1, 1, 1);
    stored.delivery(
        cancelled,
        1,
        StoredFacts.PLATFORM,
        "DELIVERED",
        "2026-11-03T08:00:01+08:00",
        "2026-11-03T08:00:02+08:00",
        1);
    // told before recognition was on
    stored.fact("result.issued", "UNJUDGED", "2026-11-03T08:00:00+08:00", "{}");

    Figure figure = november(store).get("MR-01");

    isShare(figure, 3, 8, "37.50");
    assertThat(figure.unit()).isEqualTo("%");
    assertThat(figure.coverage()).isEqualTo(new BigDecimal("0.9000"));
    Figure.Part all = figure.parts().get(0);
    assertThat(all.numerator()).isEqualTo(4);
    assertThat(all.denominator()).isEqualTo(10);
    assertThat(facts(store, "MR-01", true, null)).containsExactly("IN", "RESENT", "CORR");
    assertThat(facts(store, "MR-01", false, null))
        .containsExactly("IN", "LATE", "NEVER", "ELSEWHERE", "RESENT", "CANCEL", "CORR", "AGAIN");
    assertThat(facts(store, "MR-01", true, "all"))
        .containsExactly("IN", "RESENT", "NOTHING", "CORR");
  }

  @EachEngine
  void mappedItemsAreSummedOverReports(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    stored.report("A", "2026-11-01T00:00:00+08:00", 20, 17, 12);
    stored.report("B", "2026-11-30T23:59:59.999+08:00", 4, 0, 0);
    stored.report("OTHERKIND", "2026-11-15T00:00:00+08:00", 0, 0, 0);
    stored.report("BEFORE", "2026-10-31T23:59:59.999+08:00", 100, 100, 100);
    stored.report("AFTER", "2026-12-01T00:00:00+08:00", 100, 100, 100);
    stored.report("VOID", "2026-11-15T00:00:00+08:00", 2, "VOID", 100, 100, 100);

    isShare(november(store).get("MR-02"), 17, 24, "70.83");
    assertThat(facts(store, "MR-02", true, null)).containsExactly("A");
    assertThat(facts(store, "MR-02", false, null)).containsExactly("A", "B");
    assertThat(figures(store).of(NOVEMBER, null).funnels().get(0).recognisableItems())
        .isEqualTo(12);
  }

  private static void correction(StoredFacts stored, String key, int seconds) {
    long report = stored.report(key, "2026-11-03T08:00:00+08:00", 2, "ACTIVE", 1, 1, 1);
    stored.accepted(report, 1, "2026-11-03T08:00:00+08:00", "2026-11-03T08:00:01+08:00");
    String done = "2026-11-03T09:%02d:%02d+08:00".formatted(seconds / 60, seconds % 60);
    stored.accepted(report, 2, "2026-11-03T09:00:00+08:00", done);
  }

  @EachEngine
  void delayOfCorrectionsIsExact(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    for (int i = 1; i <= 10; i++) {
      correction(stored, "R" + i, i * i);
    }
    // the platform never had its first version: this is the first report, not a correction
    long first = stored.report("FIRST", "2026-11-03T08:00:00+08:00", 2, "ACTIVE", 1, 1, 1);
    stored.delivery(
        first,
        1,
        StoredFacts.PLATFORM,
        "SUPERSEDED",
        "2026-11-03T08:00:00+08:00",
        "2026-11-03T08:00:01+08:00");
    stored.accepted(first, 2, "2026-11-03T08:00:01+08:00", "2026-11-03T20:00:00+08:00");
    // due, and not there yet
    long waiting = stored.report("WAITING", "2026-11-03T08:00:00+08:00", 3, "ACTIVE", 1, 1, 1);
    stored.accepted(waiting, 1, "2026-11-03T08:00:00+08:00", "2026-11-03T08:00:01+08:00");
    stored.delivery(
        waiting,
        2,
        StoredFacts.PLATFORM,
        "SUPERSEDED",
        "2026-11-03T08:00:00+08:00",
        "2026-11-03T08:00:01+08:00");
    stored.delivery(
        waiting, 3, StoredFacts.PLATFORM, "RETRYABLE", "2026-11-03T09:00:00+08:00", null);

    Figure figure = november(store).get("MR-07a");

    assertThat(figure.numerator()).isEqualTo(10);
    assertThat(figure.denominator()).isEqualTo(11);
    // 1, 4, 9, 16, 25, 36, 49, 64, 81, 100 seconds
    assertThat(figure.value()).isEqualTo(new BigDecimal("30.500"));
    assertThat(figure.parts().get(0).code()).isEqualTo("p90");
    assertThat(figure.parts().get(0).value()).isEqualTo(new BigDecimal("81.000"));
    assertThat(facts(store, "MR-07a", true, null)).hasSize(10).doesNotContain("FIRST", "WAITING");
    assertThat(facts(store, "MR-07a", false, null)).hasSize(11).contains("WAITING");
  }

  @EachEngine
  void medianOfAnOddNumberIsTheOneInTheMiddle(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    correction(stored, "A", 7);
    correction(stored, "B", 100);
    correction(stored, "C", 5);

    Figure figure = november(store).get("MR-07a");

    assertThat(figure.value()).isEqualTo(new BigDecimal("7.000"));
    assertThat(figure.parts().get(0).value()).isEqualTo(new BigDecimal("100.000"));
  }
}
