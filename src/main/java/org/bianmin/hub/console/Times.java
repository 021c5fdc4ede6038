package org.bianmin.hub.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bianmin.hub.event.Rfc3339;
import org.springframework.stereotype.Component;

/** Times as people and scripts write them: RFC 3339 with the hub's offset. */
@Component
final class Times {

  private static final DateTimeFormatter RFC_3339 = Rfc3339.WITH_MILLIS;
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  private static final Pattern LOCAL =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?");

  private final ZoneId zone;

  Times(HubZone zone) {
    this.zone = zone.zone();
  }

  /** RFC 3339 with milliseconds; null stays null. */
  public String text(Long epochMillis) {
    return format(epochMillis, RFC_3339);
  }

  /** Month, day and time of day, for tables; empty for null. */
  public String brief(Long epochMillis) {
    return epochMillis == null ? "" : format(epochMillis, SHORT);
  }

  /** Hour and minute; empty for null. */
  public String clock(Long epochMillis) {
    return epochMillis == null ? "" : format(epochMillis, CLOCK);
  }

  /** How long ago, as {@link #age} writes it. */
  public String since(Long from, long now) {
    return age(from, now);
  }

  /** A short time, for example {@code 80 ms}, {@code 1.4 s} or {@code 3m 5s}. */
  public String span(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    return millis < 60_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
        : age(0L, millis);
  }

  private String format(Long epochMillis, DateTimeFormatter format) {
    return epochMillis == null
        ? null
        : format.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
  }

  /** How long ago, for example {@code 3d 4h}, {@code 5m 12s} or {@code 0s}; empty for null. */
  static String age(Long from, long now) {
    if (from == null) {
      return "";
    }
    Duration age = Duration.ofMillis(Math.max(0, now - from));
    if (age.toDays() > 0) {
      return age.toDays() + "d " + age.toHoursPart() + "h";
    }
    if (age.toHours() > 0) {
      return age.toHours() + "h " + age.toMinutesPart() + "m";
    }
    return age.toMinutes() > 0
        ? age.toMinutes() + "m " + age.toSecondsPart() + "s"
        : age.toSeconds() + "s";
  }

  /**
   * Reads a parameter that may be a day and time of the hub's zone without offset, as a browser's
   * field writes it.
   *
   * @throws BadRequest when it is no time
   */
  Long read(String name, String text) {
    if (text != null && LOCAL.matcher(text.strip()).matches()) {
      try {
        return LocalDateTime.parse(text.strip()).atZone(zone).toInstant().toEpochMilli();
      } catch (DateTimeException e) {
        throw new BadRequest(name + " is no time", e);
      }
    }
    return parse(name, text);
  }

  /**
   * Reads a parameter.
   *
   * @param text RFC 3339 or epoch milliseconds; null or empty means none
   * @throws BadRequest when it is neither
   */
  static Long parse(String name, String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      // in a query string '+' arrives as a blank
      String time = text.strip().replace(' ', '+');
      return time.indexOf('T') < 0
          ? Long.valueOf(time)
          : (Long) OffsetDateTime.parse(time).toInstant().toEpochMilli();
    } catch (DateTimeException | NumberFormatException e) {
      throw new BadRequest(
          name
              + " is written in RFC 3339, for example 2026-11-03T08:00:00+08:00, or in epoch"
              + " milliseconds",
          e);
    }
  }
}
