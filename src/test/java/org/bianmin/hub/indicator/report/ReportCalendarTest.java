package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** What the calendar opens and cuts, with a clock that a test moves. */
class ReportCalendarTest {

  private static ReportsOffice office(TestStore store, boolean cut) {
    var entry =
        new ReportProperties.Scheduled(
            "played", null, List.of("H001", "H002"), List.of(), List.of("汉中市"), cut, null);
    return new ReportsOffice(store, ReportsOffice.properties(List.of(entry)));
  }

  private static List<String> keys(ReportsOffice office) {
    return office.queries.page(null, null, null, 100).stream()
        .map(line -> line.key().text() + " " + line.state())
        .sorted()
        .toList();
  }

  @EachEngine
  void opensAndCutsWhenTheTimeHasCome(TestStore store) {
    ReportsOffice office = office(store, true);
    office.clock.to("2026-06-30T15:59:59Z");
    office.look();
    assertThat(keys(office)).as("the first look opens nothing that is past").isEmpty();

    office.clock.to("2026-06-30T16:00:00Z");
    office.look();
    office.look();

    assertThat(keys(office))
        .containsExactly(
            "played/half-year/2026-H1/city/汉中市 CUT",
            "played/half-year/2026-H1/facility/H001 CUT",
            "played/half-year/2026-H1/facility/H002 CUT",
            "played/ledger/2026-Q2/city/汉中市 CUT",
            "played/ledger/2026-Q2/facility/H001 CUT",
            "played/ledger/2026-Q2/facility/H002 CUT");
    ReportQueries.Line half = office.queries.find(PlayedFacts.halfYear()).orElseThrow();
    // ten days after the end, at the end of the day
    assertThat(java.time.Instant.ofEpochMilli(half.dueAt())).hasToString("2026-07-10T16:00:00Z");
    assertThat(office.revision(half.id(), 1).cutBy()).isEqualTo(Reports.HUB);
  }

  @EachEngine
  void opensWhatBecameDueWhileTheHubWasOff(TestStore store) {
    ReportsOffice office = office(store, false);
    office.clock.to("2026-03-01T00:00:00Z");
    office.look();
    office.clock.to("2026-10-08T00:00:00Z");
    office.look();

    assertThat(keys(office))
        .filteredOn(key -> key.contains("H001"))
        .containsExactly(
            "played/half-year/2026-H1/facility/H001 OPEN",
            "played/ledger/2026-Q1/facility/H001 OPEN",
            "played/ledger/2026-Q2/facility/H001 OPEN",
            "played/ledger/2026-Q3/facility/H001 OPEN");
  }

  @EachEngine
  void firstLedgerIsAsOfTheFourthOfDecember(TestStore store) {
    ReportsOffice office = office(store, true);
    office.clock.to("2023-11-20T00:00:00Z");
    office.look();
    assertThat(office.rooms.calendar().coming())
        .extracting(coming -> coming.key().text())
        .contains("played/ledger/2023-Q4@2023-12-04/city/汉中市");

    office.clock.to("2023-12-04T16:00:00Z");
    office.look();
    office.clock.to("2024-04-01T00:00:00Z");
    office.look();

    assertThat(keys(office))
        .filteredOn(key -> key.contains("ledger") && key.contains("H001"))
        .containsExactly(
            "played/ledger/2023-Q4@2023-12-04/facility/H001 CUT",
            "played/ledger/2024-Q1/facility/H001 CUT");
  }

  @EachEngine
  void cutWaitsForDaysThatAreNotCountedAndSaysSo(TestStore store) {
    ReportsOffice office = office(store, true);
    office.clock.to("2026-06-30T00:00:00Z");
    office.look();
    office.facts.waitingDays = 1;
    office.clock.to("2026-07-01T00:00:00Z");
    office.look();

    ReportQueries.Line waiting = office.queries.find(PlayedFacts.halfYear()).orElseThrow();
    assertThat(waiting.state()).isEqualTo(ReportState.OPEN);
    assertThat(waiting.problem()).contains("1 days");

    office.facts.waitingDays = 0;
    office.look();
    ReportQueries.Line cut = office.queries.find(PlayedFacts.halfYear()).orElseThrow();
    assertThat(cut.state()).isEqualTo(ReportState.CUT);
    assertThat(cut.problem()).isNull();
  }
}
