package org.bianmin.hub.receive;

import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The period that a declaration is for.
 *
 * @param last its last day
 */
record DeclaredPeriod(LocalDate last) {

  private static final Pattern TEXT =
      Pattern.compile("(20\\d{2})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?");
  private static final int MONTHS = 12;

  /** Reads {@code 2026}, {@code 2026-H2}, {@code 2026-Q4}, {@code 2026-11}; null for all else. */
  static DeclaredPeriod of(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    int month = MONTHS;
    if (parts.group(2) != null) {
      month = 6 * Integer.parseInt(parts.group(2));
    } else if (parts.group(3) != null) {
      month = 3 * Integer.parseInt(parts.group(3));
    } else if (parts.group(4) != null) {
      month = Integer.parseInt(parts.group(4));
    }
    return new DeclaredPeriod(
        LocalDate.of(Integer.parseInt(parts.group(1)), month, 1).plusMonths(1).minusDays(1));
  }
}
