package org.bianmin.hub.event;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A period of the calendar.
 *
 * @param text as written: {@code 2026}, {@code 2026-H2}, {@code 2026-Q4}, {@code 2026-11} or {@code
 *     2026-11-03}
 * @param from its first moment, epoch milliseconds
 * @param to the first moment after it
 */
public record Period(String text, long from, long to) {

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{4})(?:-(?:H([12])|Q([1-4])|(\\d{2})(?:-(\\d{2}))?))?");
  private static final int HALF = 6;
  private static final int QUARTER = 3;
  private static final int YEAR = 12;

  /**
   * Reads a period.
   *
   * @param zone in which its days begin and end
   * @throws IllegalArgumentException when it is not written like one; the message says how
   */
  public static Period parse(String text, ZoneId zone) {
    Matcher m = text == null ? null : WRITTEN.matcher(text.strip());
    if (m == null || !m.matches()) {
      throw unreadable(null);
    }
    try {
      int year = Integer.parseInt(m.group(1));
      if (m.group(2) != null) {
        return months(m.group(), year, HALF, Integer.parseInt(m.group(2)), zone);
      }
      if (m.group(3) != null) {
        return months(m.group(), year, QUARTER, Integer.parseInt(m.group(3)), zone);
      }
      if (m.group(4) == null) {
        return months(m.group(), year, YEAR, 1, zone);
      }
      int month = Integer.parseInt(m.group(4));
      if (m.group(5) == null) {
        return months(m.group(), year, 1, month, zone);
      }
      LocalDate day = LocalDate.of(year, month, Integer.parseInt(m.group(5)));
      return of(m.group(), day, day.plusDays(1), zone);
    } catch (DateTimeException e) {
      throw unreadable(e);
    }
  }

  /** The nth period of so many months. */
  private static Period months(String text, int year, int length, int n, ZoneId zone) {
    LocalDate first = LocalDate.of(year, 1 + (n - 1) * length, 1);
    return of(text, first, first.plusMonths(length), zone);
  }

  private static Period of(String text, LocalDate first, LocalDate next, ZoneId zone) {
    return new Period(text, start(first, zone), start(next, zone));
  }

  private static long start(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  private static IllegalArgumentException unreadable(Exception cause) {
    return new IllegalArgumentException(
        "period is written 2026, 2026-H2, 2026-Q4, 2026-11 or 2026-11-03", cause);
  }
}
