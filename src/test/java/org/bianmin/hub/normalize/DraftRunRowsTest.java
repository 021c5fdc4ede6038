package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.normalize.Difference.Change;
import org.bianmin.hub.normalize.Difference.Ending;
import org.bianmin.hub.normalize.Difference.OfEvent;
import org.bianmin.hub.normalize.Difference.OfLinks;
import org.bianmin.hub.normalize.Difference.Reason;
import org.bianmin.hub.normalize.Difference.Value;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class DraftRunRowsTest {

  private static final long NOON = 1_760_000_000_000L;

  private static final Difference DIFFERENCE =
      new Difference(
          100,
          7,
          1,
          List.of(
              new Ending(
                  "parked",
                  "normalized",
                  7,
                  List.of(new Reason("no row", null, 7)),
                  0,
                  List.of(3L))),
          List.of(
              new OfEvent(
                  "visit.registered",
                  90,
                  1,
                  7,
                  0,
                  8,
                  true,
                  List.of(),
                  List.of(
                      new Change(
                          "clinicLevel",
                          0,
                          0,
                          0,
                          1,
                          0,
                          List.of(new Value(UnmappedCode.of("VVIP"), "special-need", 1)),
                          0,
                          Map.of("mapped", List.of(9L)))),
                  Map.of("added", List.of(3L)))),
          List.of(new OfLinks("patients", 1, 0, 0, Map.of())));

  private static DraftRunRows rows(TestStore store) {
    store.commits().start();
    return new DraftRunRows(new Commands(store.commits()), store.queries());
  }

  private static DraftRun.Tried tried(long at) {
    return new DraftRun.Tried("my-change", "d1", "f1", "his", NOON - 1000, NOON, at);
  }

  private static DraftRun ended(long id, DraftState state, Difference difference) {
    return new DraftRun(
        id, tried(NOON), state, NOON + 9, NOON + 9, 101, 101, false, null, difference);
  }

  @EachEngine
  void givesBackARunAndItsDifferenceAsItEnded(TestStore store) {
    DraftRunRows rows = rows(store);
    long id = rows.begin(tried(NOON), 120).orElseThrow();
    assertThat(rows.find(id))
        .contains(
            new DraftRun(
                1, tried(NOON), DraftState.RUNNING, NOON, null, 0, 120, false, null, null));

    DraftRun end = ended(id, DraftState.DONE, DIFFERENCE);
    rows.end(end);

    assertThat(rows.find(id)).contains(end);
    assertThat(rows.page(null, 10)).containsExactly(ended(id, DraftState.DONE, null));
    assertThat(rows.find(77)).isEmpty();
  }

  @EachEngine
  void letsOneRunAtATimeBegin(TestStore store) {
    DraftRunRows rows = rows(store);
    long first = rows.begin(tried(NOON), 0).orElseThrow();

    assertThat(rows.begin(tried(NOON + 10), 0)).isEmpty();
    assertThat(rows.running()).contains(first);

    rows.end(ended(first, DraftState.CANCELLED, null));

    assertThat(rows.running()).isEmpty();
    assertThat(rows.begin(tried(NOON + 20), 0)).contains(first + 1);
  }

  @EachEngine
  void takesARunThatGivesNoSignOfLifeForInterrupted(TestStore store) {
    DraftRunRows rows = rows(store);
    long silent = rows.begin(tried(NOON), 0).orElseThrow();
    rows.seen(
        new DraftRun(
            silent, tried(NOON), DraftState.RUNNING, NOON + 5000, null, 40, 90, false, null, null));

    assertThat(rows.begin(tried(NOON + 5000 + DraftRunRows.SILENT_MILLIS), 0)).isEmpty();
    Optional<Long> next = rows.begin(tried(NOON + 5001 + DraftRunRows.SILENT_MILLIS), 0);

    assertThat(next).isPresent();
    DraftRun before = rows.find(silent).orElseThrow();
    assertThat(before.state()).isEqualTo(DraftState.INTERRUPTED);
    assertThat(before.reason()).isEqualTo(DraftRunRows.STOPPED);
    assertThat(before.endedAt()).isEqualTo(NOON + 5000);
    assertThat(before.messages()).isEqualTo(40);
  }

  @EachEngine
  void keepsTheLastFifty(TestStore store) {
    DraftRunRows rows = rows(store);
    for (int i = 0; i < DraftRunRows.KEPT + 3; i++) {
      rows.end(ended(rows.begin(tried(NOON + i), 0).orElseThrow(), DraftState.DONE, DIFFERENCE));
    }

    List<DraftRun> page = rows.page(null, 100);
    assertThat(page).hasSize(DraftRunRows.KEPT);
    assertThat(page.get(0).id()).isEqualTo(DraftRunRows.KEPT + 3);
    assertThat(rows.page(page.get(1).id(), 2))
        .extracting(DraftRun::id)
        .containsExactly(page.get(2).id(), page.get(3).id());
    assertThat(rows.find(3)).isEmpty();
  }
}
