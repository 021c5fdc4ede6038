package org.bianmin.hub.event;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as text with their offset: {@code 2026-11-03T08:30:00+08:00} (RFC 3339). */
public final class Rfc3339 {

  /** With milliseconds, for example {@code 2026-11-03T08:30:00.120+08:00}. */
  public static final DateTimeFormatter WITH_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  private static final int LENGTH = 25;
  private static final long MILLIS = 1000;

  private Rfc3339() {}

  /** Writes a point in time as a zone's clock shows it, to the second. */
  public static String format(long epochMillis, ZoneId zone) {
    long second = Math.floorDiv(epochMillis, MILLIS);
    ZoneOffset offset = zone.getRules().getOffset(Instant.ofEpochSecond(second));
    LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, offset);
    StringBuilder text = new StringBuilder(LENGTH);
    number(text, time.getYear(), 4).append('-');
    number(text, time.getMonthValue(), 2).append('-');
    number(text, time.getDayOfMonth(), 2).append('T');
    number(text, time.getHour(), 2).append(':');
    number(text, time.getMinute(), 2).append(':');
    number(text, time.getSecond(), 2);
    int minutes = offset.getTotalSeconds() / 60;
    text.append(minutes < 0 ? '-' : '+');
    number(text, Math.abs(minutes) / 60, 2).append(':');
    return number(text, Math.abs(minutes) % 60, 2).toString();
  }

  /** As {@link #format}, and with milliseconds where there are any. */
  public static String exact(long epochMillis, ZoneId zone) {
    return Math.floorMod(epochMillis, MILLIS) == 0
        ? format(epochMillis, zone)
        : WITH_MILLIS.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
  }

  private static StringBuilder number(StringBuilder text, int value, int digits) {
    int divisor = digits == 4 ? 1000 : 10;
    for (int d = divisor; d > 0; d /= 10) {
      text.append((char) ('0' + value / d % 10));
    }
    return text;
  }
}
