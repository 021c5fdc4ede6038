package org.bianmin.hub.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static long at(String time) {
    return OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }

  @ParameterizedTest
  @CsvSource({
    "2026, 2026-01-01, 2027-01-01",
    "2026-H1, 2026-01-01, 2026-07-01",
    "2026-H2, 2026-07-01, 2027-01-01",
    "2026-Q1, 2026-01-01, 2026-04-01",
    "2026-Q4, 2026-10-01, 2027-01-01",
    "2026-11, 2026-11-01, 2026-12-01",
    "2026-12, 2026-12-01, 2027-01-01",
    "2024-02, 2024-02-01, 2024-03-01",
    "2026-11-03, 2026-11-03, 2026-11-04"
  })
  void beginsAtMidnightAndEndsBeforeTheNext(String text, String first, String next) {
    Period period = Period.parse(text, SHANGHAI);

    assertThat(period.text()).isEqualTo(text);
    assertThat(period.from()).isEqualTo(at(first + "T00:00:00+08:00"));
    assertThat(period.to()).isEqualTo(at(next + "T00:00:00+08:00"));
  }

  @Test
  void lastMillisecondOfTheDayBelongsToIt() {
    Period day = Period.parse("2026-11-03", SHANGHAI);

    assertThat(at("2026-11-03T23:59:59.999+08:00")).isBetween(day.from(), day.to() - 1);
    assertThat(at("2026-11-04T00:00:00+08:00")).isEqualTo(day.to());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "26", "2026-13", "2026-00", "2026-Q5", "2026-H3", "2026-02-30", "2026-1", "x"})
  void saysHowPeriodsAreWritten(String text) {
    assertThatThrownBy(() -> Period.parse(text, SHANGHAI))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-Q4");
  }
}
