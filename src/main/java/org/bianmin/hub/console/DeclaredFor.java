package org.bianmin.hub.console;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.indicator.programme.ReportPeriod;

/**
 * A period that something is declared for.
 *
 * @param text {@code 2026}, {@code 2026-H2}, {@code 2026-Q4} or {@code 2026-11}
 * @param months its length
 */
record DeclaredFor(String text, LocalDate first, int months) {

  private static final Pattern WRITTEN =
      Pattern.compile("(20\\d{2})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?");
  private static final int YEAR = 12;
  private static final int HALF = 6;
  private static final int QUARTER = 3;

  /** The period of a length that holds a day; of what is told by dates, the half year. */
  static DeclaredFor holding(ReportPeriod length, LocalDate day) {
    int months =
        switch (length) {
          case MONTH -> 1;
          case QUARTER -> QUARTER;
          case HALF_YEAR, DATE -> HALF;
          case YEAR -> YEAR;
        };
    int n = (day.getMonthValue() - 1) / months;
    return of(months, LocalDate.of(day.getYear(), n * months + 1, 1));
  }

  private static DeclaredFor of(int months, LocalDate first) {
    int n = (first.getMonthValue() - 1) / months + 1;
    String text =
        switch (months) {
          case YEAR -> Integer.toString(first.getYear());
          case HALF -> first.getYear() + "-H" + n;
          case QUARTER -> first.getYear() + "-Q" + n;
          default -> first.toString().substring(0, "2026-11".length());
        };
    return new DeclaredFor(text, first, months);
  }

  /** Reads a period; empty where it is not written like one. */
  static Optional<DeclaredFor> parse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int year = Integer.parseInt(parts.group(1));
    if (parts.group(2) != null) {
      return Optional.of(of(HALF, nth(year, HALF, parts.group(2))));
    }
    if (parts.group(3) != null) {
      return Optional.of(of(QUARTER, nth(year, QUARTER, parts.group(3))));
    }
    return Optional.of(
        parts.group(4) == null
            ? of(YEAR, LocalDate.of(year, 1, 1))
            : of(1, nth(year, 1, parts.group(4))));
  }

  private static LocalDate nth(int year, int months, String n) {
    return LocalDate.of(year, (Integer.parseInt(n) - 1) * months + 1, 1);
  }

  LocalDate last() {
    return first.plusMonths(months).minusDays(1);
  }

  /** The one before, of the same length. */
  DeclaredFor before() {
    return of(months, first.minusMonths(months));
  }
}
