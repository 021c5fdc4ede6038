package org.bianmin.hub.trial.year;

import java.time.LocalDate;

/**
 * A period of the synthetic year.
 *
 * @param text as a question names it
 * @param from first month, and {@code to} the one after the last, as the books count months
 */
public record Span(String text, int from, int to, LocalDate first, LocalDate last) {

  private static final int QUARTER = 3;
  private static final int YEAR = 12;

  public static Span year() {
    return of(String.valueOf(YearCalendar.YEAR), 1, YEAR);
  }

  public static Span quarter(int quarter) {
    return of(YearCalendar.YEAR + "-Q" + quarter, QUARTER * (quarter - 1) + 1, QUARTER);
  }

  public static Span month(int month) {
    return of("%d-%02d".formatted(YearCalendar.YEAR, month), month, 1);
  }

  private static Span of(String text, int month, int months) {
    LocalDate first = LocalDate.of(YearCalendar.YEAR, month, 1);
    int from = YearCalendar.month(YearCalendar.YEAR, month);
    return new Span(text, from, from + months, first, first.plusMonths(months).minusDays(1));
  }

  /** First moment after it, epoch milliseconds. */
  public long end() {
    return YearCalendar.start(last.plusDays(1));
  }
}
