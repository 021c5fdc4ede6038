package org.bianmin.hub.console;

import java.time.LocalDate;
import java.util.List;

/** The periods that a day lies in. */
final class CommonPeriods {

  private static final int HALF = 6;

  /**
   * One of them.
   *
   * @param name {@code day}, {@code month}, {@code quarter}, {@code half} or {@code year}
   * @param text as it is written
   */
  record Named(String name, String text) {}

  private CommonPeriods() {}

  static List<Named> of(LocalDate today) {
    String year = Integer.toString(today.getYear());
    int month = today.getMonthValue();
    return List.of(
        new Named("day", today.toString()),
        new Named("month", month(today)),
        new Named("quarter", year + "-Q" + ((month + 2) / 3)),
        new Named("half", year + (month <= HALF ? "-H1" : "-H2")),
        new Named("year", year));
  }

  static String month(LocalDate today) {
    return today.toString().substring(0, "2026-11".length());
  }
}
