package org.bianmin.hub.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonPeriodsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-01, 2026-01, 2026-Q1, 2026-H1, 2026",
    "2026-06-30, 2026-06, 2026-Q2, 2026-H1, 2026",
    "2026-07-01, 2026-07, 2026-Q3, 2026-H2, 2026",
    "2026-12-31, 2026-12, 2026-Q4, 2026-H2, 2026"
  })
  void areThoseThatTheDayLiesIn(
      LocalDate day, String month, String quarter, String half, String year) {
    assertThat(CommonPeriods.of(day))
        .extracting(CommonPeriods.Named::text)
        .containsExactly(day.toString(), month, quarter, half, year);
  }
}
