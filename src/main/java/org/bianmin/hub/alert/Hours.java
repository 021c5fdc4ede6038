package org.bianmin.hub.alert;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * When a rule is held against its figures.
 *
 * @param days which days
 * @param from, to hours of the day; equal means the whole day
 */
public record Hours(Days days, LocalTime from, LocalTime to) {

  /** Days of a calendar. */
  public enum Days {
    ALL,
    WORKING,
    OFF
  }

  /** Always. */
  static final Hours ALWAYS = new Hours(Days.ALL, LocalTime.MIN, LocalTime.MIN);

  private static final int LONGEST_IN_DAYS = 400;

  /** Minutes for which it has been open without a break; below 0 when it is closed. */
  long openMinutes(ZonedDateTime now, WorkingDays working) {
    if (from.equals(to)) {
      return wholeDays(now, working);
    }
    boolean overnight = to.isBefore(from);
    // what runs over midnight belongs to the day on which it began
    ZonedDateTime opened = now.with(from);
    if (overnight && now.toLocalTime().isBefore(to)) {
      opened = opened.minusDays(1);
    }
    ZonedDateTime closes = overnight ? opened.plusDays(1).with(to) : opened.with(to);
    return now.isBefore(opened) || !now.isBefore(closes) || !fits(opened, working)
        ? -1
        : Duration.between(opened, now).toMinutes();
  }

  private long wholeDays(ZonedDateTime now, WorkingDays working) {
    if (days == Days.ALL) {
      return Long.MAX_VALUE;
    }
    if (!fits(now, working)) {
      return -1;
    }
    ZonedDateTime opened = now.with(LocalTime.MIN);
    for (int i = 0; i < LONGEST_IN_DAYS && fits(opened.minusDays(1), working); i++) {
      opened = opened.minusDays(1);
    }
    return Duration.between(opened, now).toMinutes();
  }

  private boolean fits(ZonedDateTime at, WorkingDays working) {
    return days == Days.ALL || (days == Days.WORKING) == working.working(at.toLocalDate());
  }
}
