package org.bianmin.hub.receive.view;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A time as the hospital's database has it, with all its digits: as a wall clock shows it, or a
 * point in time where the column has a zone. One of the two is null.
 */
record HisTime(LocalDateTime local, Instant instant) {

  private static final String UTC = "Z";
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

  /** PostgreSQL's dates end in these years; what its driver makes of infinity lies beyond. */
  private static final int FIRST_OF_DATABASES = -4714;

  private static final int LAST_OF_DATABASES = 5_874_897;

  static HisTime of(Timestamp value, boolean zoned) {
    if (zoned) {
      return new HisTime(null, value.toInstant());
    }
    // as the driver writes infinity for a time without zone
    int year = Instant.ofEpochMilli(value.getTime()).atZone(ZoneOffset.UTC).getYear();
    if (year > LAST_OF_DATABASES) {
      return new HisTime(LocalDateTime.MAX, null);
    }
    return new HisTime(
        year < FIRST_OF_DATABASES ? LocalDateTime.MIN : value.toLocalDateTime(), null);
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

  private int year() {
    return local == null ? instant.atZone(ZoneOffset.UTC).getYear() : local.getYear();
  }

  /** Whether it can be told: between the years 1 and 9999, and not infinite. */
  boolean tellable() {
    return year() >= 1 && year() <= 9999;
  }

  /** What a person sees of a time that cannot be told. */
  String untold() {
    if (year() > LAST_OF_DATABASES) {
      return "infinity";
    }
    return year() < FIRST_OF_DATABASES ? "-infinity" : text();
  }

  /**
   * Epoch milliseconds; those of the first and of the last year for a time that cannot be told.
   *
   * @param zone of a time without one
   */
  long millis(ZoneId zone) {
    if (!tellable()) {
      return year() < 1 ? FIRST : LAST;
    }
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
