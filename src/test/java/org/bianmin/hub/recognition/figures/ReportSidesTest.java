package org.bianmin.hub.recognition.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.delivery.AcceptanceListener.Accepted;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** What is kept beside reports follows settings and acceptances, however late these are. */
class ReportSidesTest {

  private static final String MONTH = "2026-11";

  private static IndicatorValue uploaded(BlockFigures figures) {
    return figures.value("MR-01", MONTH, StoredFacts.FACILITY);
  }

  @EachEngine
  void anAcceptanceMakesItsDayAnewAndNothingElse(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    long report = stored.report("R1", "2026-11-03T08:00:00+08:00", 1, 1, 1);
    long other = stored.report("R2", "2026-11-05T08:00:00+08:00", 1, 1, 1);
    stored.delivery(
        report, 1, StoredFacts.PLATFORM, "AVAILABLE", "2026-11-03T08:00:01+08:00", null);
    BlockFigures figures = BlockFigures.ofAll(store);
    assertThat(uploaded(figures).numerator()).isEqualByComparingTo("0");
    long before = generation(store, "2026-11-05");

    accept(store, figures, StoredFacts.PLATFORM, report, "result.issued");

    assertThat(uploaded(figures).numerator()).isEqualByComparingTo("1");
    assertThat(generation(store, "2026-11-05")).isEqualTo(before);
    // of others nobody is told
    accept(store, figures, "stats", other, "result.issued");
    accept(store, figures, StoredFacts.PLATFORM, other, "discharge.made");
    assertThat(store.count("select count(*) from indicator_side_mark")).isZero();
  }

  private static void accept(
      TestStore store, BlockFigures figures, String destination, long fact, String type) {
    UploadMarks marks =
        new UploadMarks(Set.of(StoredFacts.PLATFORM), List.of(figures.room().sides()));
    new Commands(store.commits())
        .execute(
            session -> {
              var done =
                  session.prepare(
                      "update delivery set state = 'DELIVERED', done_at = created_at + 1000"
                          + " where event_id = ? and destination = ?");
              done.setLong(1, fact);
              done.setString(2, destination);
              done.executeUpdate();
              return marks.accepted(
                  session,
                  destination,
                  List.of(new Accepted(fact, new EventKey(StoredFacts.FACILITY, type, "R"))));
            })
        .run();
  }

  private static long generation(TestStore store, String day) {
    return store.count(
        "select max(generation) from indicator_block where type = 'result.issued' and part = ?",
        LocalDate.parse(day).toEpochDay());
  }

  @EachEngine
  void anotherLimitAndAnotherPlatformCountAnew(TestStore store) {
    StoredFacts stored = new StoredFacts(store);
    long report = stored.report("R1", "2026-11-03T08:00:00+08:00", 1, 1, 1);
    stored.accepted(report, 1, "2026-11-03T08:00:01+08:00", "2026-11-03T10:00:00+08:00");
    assertThat(uploaded(BlockFigures.ofAll(store)).numerator()).isEqualByComparingTo("1");

    Set<String> platform = Set.of(StoredFacts.PLATFORM);
    Duration exactly = Duration.ofHours(2);
    assertThat(after(store, exactly.minusMillis(1), platform)).isEqualByComparingTo("0");
    assertThat(after(store, exactly, platform)).isEqualByComparingTo("1");
    assertThat(after(store, exactly, Set.of("another"))).isEqualByComparingTo("0");
    assertThat(after(store, exactly, Set.of())).isEqualByComparingTo("0");
  }

  /** As a hub with these settings counts it; nothing is marked. */
  private static BigDecimal after(TestStore store, Duration within, Set<String> platforms) {
    return uploaded(new BlockFigures(store, List.of(), within, platforms)).numerator();
  }
}
