package org.bianmin.hub.receive.view;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A time as the hospital's database has it, with all its digits: as a wall clock shows it, or a
 * point in time where the column has a zone. One of the two is null.
 */
record HisTime(LocalDateTime local, Instant instant) {

  private static final String UTC = "Z";

  static HisTime of(Timestamp value, boolean zoned) {
    return zoned
        ? new HisTime(null, value.toInstant())
        : new HisTime(value.toLocalDateTime(), null);
  }

  /** Reads what {@link #text} wrote. */
  static HisTime parse(String text) {
    return text.endsWith(UTC)
        ? new HisTime(null, Instant.parse(text))
        : new HisTime(LocalDateTime.parse(text), null);
  }

  String text() {
    return local == null ? instant.toString() : local.toString();
  }

  /** For drivers that do not take the newer types. */
  Timestamp timestamp() {
    return local == null ? Timestamp.from(instant) : Timestamp.valueOf(local);
  }

  /**
   * Epoch milliseconds.
   *
   * @param zone of a time without one
   */
  long millis(ZoneId zone) {
    return (local == null ? instant : local.atZone(zone).toInstant()).toEpochMilli();
  }

  boolean isAfter(HisTime other, ZoneId zone) {
    if (local != null && other.local != null) {
      return local.isAfter(other.local);
    }
    if (instant != null && other.instant != null) {
      return instant.isAfter(other.instant);
    }
    return millis(zone) > other.millis(zone);
  }

  HisTime minus(Duration duration) {
    return local == null
        ? new HisTime(null, instant.minus(duration))
        : new HisTime(local.minus(duration), null);
  }

  /** A point in time as this column would hold it. */
  HisTime likewise(long millis, ZoneId zone) {
    Instant at = Instant.ofEpochMilli(millis);
    return local == null
        ? new HisTime(null, at)
        : new HisTime(LocalDateTime.ofInstant(at, zone), null);
  }
}
