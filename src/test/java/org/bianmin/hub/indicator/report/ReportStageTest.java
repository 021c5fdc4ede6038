package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Assumptions;

/** Cuts of many events are written in steps; half of one is never seen. */
class ReportStageTest {

  private static final int MANY = 300_000;

  private static long rows(TestStore store, String table) {
    return store.queries().sql("select count(*) from " + table).query(Long.class).single();
  }

  @EachEngine
  void hundredsOfThousandsOfEventsAreCutAndReadBack(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    for (long event = 1; event <= MANY; event++) {
      // gaps that deflate badly
      office.facts.tell("A", event * event, event % 3 == 0);
      office.facts.tell("B", event * 7, true);
    }
    long id = office.cut();

    assertThat(office.details.behind(id, 1, "A", false)).isEqualTo(MANY);
    assertThat(office.details.behind(id, 1, "A", true)).isEqualTo(MANY / 3);
    assertThat(office.details.behind(id, 1, "B", true)).isEqualTo(MANY);
    assertThat(office.details.behind(id, 1, "A", false, (MANY - 1L) * (MANY - 1L), 9))
        .extracting(ReportDetails.Behind::eventId)
        .containsExactly((long) MANY * MANY);
  }

  @EachEngine
  void interruptedCutIsNotSeenAndTheNextOneStartsAnew(TestStore store) {
    ReportsOffice office = ReportsOffice.open(store);
    office.facts.tell("A", 1, true);
    long id = office.reports().open(PlayedFacts.halfYear(), "preparer");
    ReportStage stage = new ReportStage(new Commands(store.commits()), office.clock);
    Contribution events = new Contribution(new long[] {1, 2}, new long[] {1, 1});
    Cut.Line line =
        new Cut.Line(
            office.facts.values(asked(office)).values().get(0),
            null,
            List.of(Cut.Packed.of(Cause.NUMERATOR, events)),
            List.of(),
            0,
            Set.of());
    // the process ends after the events were written, before the cut was
    long left =
        stage.put(id, new Cut(null, "p", 0, 0, 0, "hub", office.facts.grounds, List.of(line)));

    assertThat(left).isNegative();
    assertThat(office.queries.revisions(id)).isEmpty();
    assertThat(office.queries.find(id).orElseThrow().state()).isEqualTo(ReportState.OPEN);
    assertThat(rows(store, "report_contributors")).isEqualTo(1);

    office.clock.advance(ReportStage.INTERRUPTED_AFTER.plusMinutes(1));
    assertThat(office.reports().cut(id, "preparer", null)).isEqualTo(1);
    assertThat(office.details.behind(id, 1, "A", true)).isEqualTo(1);
    assertThat(rows(store, "report_contributors")).as("two indicators, two sides").isEqualTo(4);
  }

  private static ReportSource.Asked asked(ReportsOffice office) {
    return new ReportSource.Asked(
        PlayedFacts.HALF_YEAR,
        org.bianmin.hub.event.Period.parse("2026-H1", ReportsOffice.ZONE),
        null,
        PlayedFacts.halfYear().scope(),
        office.clock.millis());
  }

  /** Each node has its own connections, queue of commits and facts. */
  @EachEngine
  void ofTwoNodesThatCutAtOnceExactlyOneCutComesAbout(TestStore store) throws Exception {
    Assumptions.assumeTrue(store.postgres(), "the embedded store has one node");
    TestStore another = store.another();
    store.beforeClose(another::close);
    List<ReportsOffice> offices = List.of(ReportsOffice.open(store), ReportsOffice.open(another));
    offices.forEach(office -> office.facts.tell("A", 1, true).tell("A", 2, false));
    long id = offices.get(0).reports().open(PlayedFacts.halfYear(), "preparer");
    // both have read that it is open before either writes
    CyclicBarrier both = new CyclicBarrier(2);
    offices.forEach(office -> office.facts.meanwhile = () -> once(office, both));
    ExecutorService nodes = Executors.newFixedThreadPool(2);
    int made = 0;
    try {
      List<Future<Object>> cuts =
          offices.stream().map(office -> nodes.submit(() -> tried(office, id))).toList();
      for (Future<Object> cut : cuts) {
        made += cut.get() instanceof Integer ? 1 : 0;
      }
    } finally {
      nodes.shutdown();
    }
    assertThat(made).isEqualTo(1);
    assertThat(offices.get(1).queries.revisions(id)).hasSize(1);
    assertThat(offices.get(0).turns(id)).containsExactly("0 opened", "1 cut");
    assertThat(rows(store, "report_contributors")).as("nothing of the other one").isEqualTo(4);
  }

  private static void once(ReportsOffice office, CyclicBarrier both) {
    office.facts.meanwhile = () -> {};
    try {
      both.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object tried(ReportsOffice office, long id) {
    try {
      return office.reports().cut(id, "preparer", null);
    } catch (NotReady e) {
      return e;
    }
  }
}
