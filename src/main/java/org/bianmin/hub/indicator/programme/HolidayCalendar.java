package org.bianmin.hub.indicator.programme;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Statutory holidays, and the days on which work makes up for them. */
public final class HolidayCalendar {

  private static final HolidayCalendar NONE = new HolidayCalendar(Map.of());
  private static final int DAYS_OF_WEEK = 7;
  private static final int WORK_WEEK = 5;

  /** What the table says of a day. */
  public enum Kind {
    HOLIDAY,
    WORKDAY
  }

  private final Map<LocalDate, Kind> days;

  public HolidayCalendar(Map<LocalDate, Kind> days) {
    this.days = new TreeMap<>(days);
  }

  /** Knows weekends only. */
  public static HolidayCalendar none() {
    return NONE;
  }

  public boolean holiday(long epochDay) {
    return days.get(LocalDate.ofEpochDay(epochDay)) == Kind.HOLIDAY;
  }

  public boolean workingDay(long epochDay) {
    Kind kind = days.get(LocalDate.ofEpochDay(epochDay));
    // 1970-01-01 was a Thursday
    return kind == null
        ? Math.floorMod(epochDay + 3, DAYS_OF_WEEK) < WORK_WEEK
        : kind == Kind.WORKDAY;
  }

  /** Whether the table says anything about a year. */
  public boolean knows(int year) {
    return days.keySet().stream().anyMatch(d -> d.getYear() == year);
  }

  /** Its rows, by day. */
  public Map<LocalDate, Kind> days() {
    return Map.copyOf(days);
  }
}
