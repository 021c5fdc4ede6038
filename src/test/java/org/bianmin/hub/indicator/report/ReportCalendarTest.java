package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;

/** What the calendar opens and cuts, with a clock that a test moves. */
class ReportCalendarTest {

  private static ReportProperties.Scheduled entry(String report, boolean cut) {
    return new ReportProperties.Scheduled(
        "played", report, List.of("H001", "H002"), List.of(), List.of("汉中市"), cut, null);
  }

  private static ReportsOffice office(TestStore store, boolean cut) {
    return new ReportsOffice(
        store, ReportsOffice.properties(List.of(entry("half-year", cut), entry("ledger", cut))));
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

  @EachEngine
  void entryWithoutAReportOpensThoseThatAreAskedOfItsScope(TestStore store) {
    ReportsOffice office =
        new ReportsOffice(
            store,
            ReportsOffice.properties(
                List.of(entry(null, true), entry("yearly", true), cities("played", null))));
    office.clock.to("2026-06-30T00:00:00Z");
    office.look();
    office.clock.to("2026-07-01T00:00:00Z");
    office.look();

    // both kinds are asked of facilities
    assertThat(keys(office)).hasSize(4).noneMatch(key -> key.contains("city"));
    assertThat(office.rooms.calendar().amiss()).hasSize(2);
    assertThat(office.rooms.calendar().amiss().get(0))
        .contains("played/yearly", "no such report", "played/ledger");
    assertThat(office.rooms.calendar().amiss().get(1)).contains("name one with 'report'");
  }

  private static ReportProperties.Scheduled cities(String programme, String report) {
    return new ReportProperties.Scheduled(
        programme, report, List.of(), List.of(), List.of("汉中市"), true, null);
  }

  @EachEngine
  void reportThatWasOpenedByHandBeforeIsCutByTheCalendarAndLearnsWhenItIsDue(TestStore store) {
    ReportsOffice office = office(store, true);
    office.clock.to("2026-06-01T00:00:00Z");
    office.look();
    long id = office.reports().open(PlayedFacts.halfYear(), "early bird");
    assertThat(office.queries.find(id).orElseThrow().dueAt()).isNull();

    office.clock.to("2026-07-01T00:00:00Z");
    office.look();

    ReportQueries.Line line = office.queries.find(id).orElseThrow();
    assertThat(line.state()).isEqualTo(ReportState.CUT);
    assertThat(line.dueAt()).isNotNull();
    assertThat(office.turns(id)).containsExactly("0 opened", "1 cut");
  }

  @EachEngine
  void oneReportThatFailsLeavesTheOthersAndSaysSo(TestStore store) {
    ReportsOffice office = office(store, true);
    office.clock.to("2026-06-30T00:00:00Z");
    office.look();
    office.facts.broken = "H001";
    office.clock.to("2026-07-01T00:00:00Z");
    office.look();

    assertThat(keys(office))
        .contains(
            "played/half-year/2026-H1/facility/H001 OPEN",
            "played/half-year/2026-H1/facility/H002 CUT");
    assertThat(office.queries.find(PlayedFacts.halfYear()).orElseThrow().problem())
        .contains("IllegalStateException");
    office.facts.broken = null;
    office.look();
    assertThat(keys(office)).allMatch(key -> key.endsWith("CUT"));
  }

  @Test
  void dayAfterThePeriodIsTheDueDayOfACutInside() {
    LocalDate first = LocalDate.of(2023, 7, 1);
    LocalDate last = LocalDate.of(2023, 12, 31);
    Timing due = new Timing(null, List.of(LocalDate.of(2024, 1, 15), LocalDate.of(2026, 1, 15)));

    assertThat(due.after(last, first, last)).isEqualTo("2024-01-15");
    assertThat(due.after(LocalDate.of(2024, 12, 31), first.plusYears(1), last.plusYears(1)))
        .as("not one of another year")
        .isNull();
  }
}
