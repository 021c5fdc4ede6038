package org.bianmin.hub.trial.year;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;

/** The calendar of 2026 in Asia/Shanghai, with its statutory holidays (国办发明电〔2025〕7号). */
public final class YearCalendar {

  /** The year that is played. */
  public static final int YEAR = 2026;

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final long SECOND = 1_000L;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private static final int MONTHS = 12;
  private static final long OFFSET = 8 * HOUR;
  private static final Set<LocalDate> HOLIDAYS = new HashSet<>();
  private static final Set<LocalDate> WORKED =
      Set.of(
          LocalDate.of(YEAR, 1, 4),
          LocalDate.of(YEAR, 2, 14),
          LocalDate.of(YEAR, 2, 28),
          LocalDate.of(YEAR, 5, 9),
          LocalDate.of(YEAR, 9, 20),
          LocalDate.of(YEAR, 10, 10));

  static {
    off(1, 1, 3);
    off(2, 15, 23);
    off(4, 4, 6);
    off(5, 1, 5);
    off(6, 19, 21);
    off(9, 25, 27);
    off(10, 1, 7);
  }

  private YearCalendar() {}

  private static void off(int month, int first, int last) {
    for (int day = first; day <= last; day++) {
      HOLIDAYS.add(LocalDate.of(YEAR, month, day));
    }
  }

  /** Whether it is a statutory holiday. */
  public static boolean holiday(LocalDate date) {
    return HOLIDAYS.contains(date);
  }

  /**
   * Whether people work: days of the week without holidays, and the weekends that are exchanged.
   */
  public static boolean working(LocalDate date) {
    return WORKED.contains(date) || (!weekend(date) && !holiday(date));
  }

  /** Whether it is a Saturday or a Sunday. */
  public static boolean weekend(LocalDate date) {
    return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
  }

  /** First moment of a day, epoch milliseconds. */
  static long start(LocalDate date) {
    return date.toEpochDay() * DAY - OFFSET;
  }

  static LocalDate dateOf(long millis) {
    return LocalDate.ofEpochDay(Math.floorDiv(millis + OFFSET, DAY));
  }

  /** Months since January of year 0. */
  static int month(long millis) {
    LocalDate date = dateOf(millis);
    return month(date.getYear(), date.getMonthValue());
  }

  /** Months since January of year 0. */
  public static int month(int year, int month) {
    return year * MONTHS + month - 1;
  }
}
