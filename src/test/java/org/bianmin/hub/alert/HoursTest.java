package org.bianmin.hub.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoursTest {

  /** National day 2026, and the Saturday that is worked for it. */
  private static final Set<LocalDate> HOLIDAYS = Set.of(LocalDate.of(2026, 10, 1));

  private static final Set<LocalDate> WORKED = Set.of(LocalDate.of(2026, 10, 10));
  private static final WorkingDays DAYS =
      day ->
          WORKED.contains(day)
              || (!HOLIDAYS.contains(day)
                  && day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue());

  private static final Hours CLINIC =
      new Hours(Hours.Days.WORKING, LocalTime.of(8, 0), LocalTime.of(17, 30));
  private static final Hours NIGHT =
      new Hours(Hours.Days.ALL, LocalTime.of(20, 0), LocalTime.of(6, 0));

  @Test
  void isOpenFromItsFirstMinuteToTheOneBeforeItsEnd() {
    assertThat(open(CLINIC, "2026-11-27T07:59")).isNegative();
    assertThat(open(CLINIC, "2026-11-27T08:00")).isZero();
    assertThat(open(CLINIC, "2026-11-27T17:29")).isEqualTo(569);
    assertThat(open(CLINIC, "2026-11-27T17:30")).isNegative();
  }

  @Test
  void knowsWeekendsHolidaysAndTheWeekendsWorkedForThem() {
    assertThat(open(CLINIC, "2026-11-28T10:00")).isNegative();
    assertThat(open(CLINIC, "2026-10-01T10:00")).isNegative();
    assertThat(open(CLINIC, "2026-10-10T10:00")).isEqualTo(120);
  }

  @Test
  void aNightBelongsToTheDayOnWhichItBegan() {
    assertThat(open(NIGHT, "2026-11-27T19:59")).isNegative();
    assertThat(open(NIGHT, "2026-11-27T23:00")).isEqualTo(180);
    assertThat(open(NIGHT, "2026-11-28T05:59")).isEqualTo(599);
    assertThat(open(NIGHT, "2026-11-28T06:00")).isNegative();

    Hours workingNight = new Hours(Hours.Days.WORKING, NIGHT.from(), NIGHT.to());
    assertThat(open(workingNight, "2026-11-28T05:00")).isEqualTo(540);
    assertThat(open(workingNight, "2026-11-28T23:00")).isNegative();
  }

  @Test
  void wholeDaysRunOnFromOneToTheNext() {
    Hours off = new Hours(Hours.Days.OFF, LocalTime.MIN, LocalTime.MIN);

    assertThat(open(off, "2026-11-29T01:00")).isEqualTo(25 * 60);
    assertThat(open(off, "2026-11-30T01:00")).isNegative();
    assertThat(open(Hours.ALWAYS, "2026-11-30T01:00")).isEqualTo(Long.MAX_VALUE);
  }

  private static long open(Hours hours, String at) {
    return hours.openMinutes(LocalDateTime.parse(at).atZone(ZoneId.of("Asia/Shanghai")), DAYS);
  }
}
