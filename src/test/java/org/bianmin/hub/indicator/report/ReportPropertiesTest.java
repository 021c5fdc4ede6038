package org.bianmin.hub.indicator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;

/** Where a report goes that a person opens. */
class ReportPropertiesTest {

  private static final ReportKey KEY = PlayedFacts.halfYear();

  private static ReportProperties properties(
      String destination, ReportProperties.Scheduled... scheduled) {
    return new ReportProperties(
        List.of(scheduled),
        destination,
        Duration.ofSeconds(10),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ofDays(400),
        false,
        "forms");
  }

  private static ReportProperties.Scheduled scheduled(
      String report, String facility, String destination) {
    return new ReportProperties.Scheduled(
        KEY.programme(), report, List.of(facility), null, null, true, destination);
  }

  @Test
  void goesWhereTheEntryThatOpensItByTheCalendarSays() {
    assertThat(
            properties(
                    "general",
                    scheduled("another", PlayedFacts.FACILITY, "of another report"),
                    scheduled(KEY.kind(), "H999", "of another hospital"),
                    scheduled(KEY.kind(), PlayedFacts.FACILITY, "own"),
                    scheduled(null, PlayedFacts.FACILITY, "later"))
                .destinationOf(KEY))
        .isEqualTo("own");
  }

  @Test
  void goesWhereAllGoWhenItsEntryNamesNothingOrItHasNone() {
    assertThat(
            properties("general", scheduled(null, PlayedFacts.FACILITY, null)).destinationOf(KEY))
        .isEqualTo("general");
    assertThat(properties("general", scheduled(null, "H999", "other")).destinationOf(KEY))
        .isEqualTo("general");
  }

  @Test
  void goesNowhereWhenNoSettingNamesADestination() {
    assertThat(properties(null, scheduled(null, PlayedFacts.FACILITY, null)).destinationOf(KEY))
        .isNull();
    assertThat(properties(null).destinationOf(KEY)).isNull();
  }

  @EachEngine
  void isOpenedAndCutAllTheSameAndStaysHere(TestStore store) {
    ReportsOffice office =
        new ReportsOffice(store, properties(null, scheduled(null, PlayedFacts.FACILITY, null)));

    long id = office.cut();

    ReportQueries.Line report = office.queries.find(id).orElseThrow();
    assertThat(report.state()).isEqualTo(ReportState.CUT);
    assertThat(office.reports().destinationOf(report)).isEmpty();
  }
}
