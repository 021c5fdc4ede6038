package org.bianmin.hub.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Says how long something lasted, in the words of a language. */
final class Durations {

  static final List<String> UNITS = List.of("minutes", "hours", "days");

  private static final long HOURS = 48;

  private Durations() {}

  /** In minutes up to two hours, in hours up to two days, in days then. */
  static String of(long millis, Map<String, String> words) {
    Duration lasted = Duration.ofMillis(Math.max(0, millis));
    if (lasted.toHours() < 2) {
      return said(words, "minutes", lasted.toMinutes());
    }
    return lasted.toHours() < HOURS
        ? said(words, "hours", lasted.toHours())
        : said(words, "days", lasted.toDays());
  }

  private static String said(Map<String, String> words, String unit, long n) {
    return new Template(words.getOrDefault("times." + unit, "{n} " + unit))
        .fill(Map.of("n", Long.toString(n)), value -> value);
  }
}
