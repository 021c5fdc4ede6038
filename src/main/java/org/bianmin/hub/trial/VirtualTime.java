package org.bianmin.hub.trial;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times of the trial hospital, which keeps Asia/Shanghai. */
final class VirtualTime {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final long MINUTE = 60_000L;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZONE);

  private VirtualTime() {}

  static long startOf(LocalDate date) {
    return date.atStartOfDay(ZONE).toInstant().toEpochMilli();
  }

  /** HL7 time stamp without an offset, to the second. */
  static String stamp(long atMillis) {
    return SECONDS.format(Instant.ofEpochMilli(atMillis));
  }
}
