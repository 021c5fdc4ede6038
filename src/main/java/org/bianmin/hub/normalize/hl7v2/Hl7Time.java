package org.bianmin.hub.normalize.hl7v2;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;

/**
 * A point in time of HL7 v2 (DTM and TS.1, chapter 2A): {@code
 * YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]}.
 *
 * <p>Also reads what senders write instead: {@code 2025-06-22T09:06:26Z}, {@code 2024-10-23
 * 15:49:54}, {@code 2024/1/5 9:05}, {@code 20180225T112233.000+08:00}.
 *
 * @param epochMillis milliseconds since 1970; of the first moment of the year, month, day … where
 *     the precision is coarse
 * @param precision the smallest unit that was given
 * @param offsetGiven false when the time was read in the sender's zone
 */
public record Hl7Time(long epochMillis, Precision precision, boolean offsetGiven) {

  /** What {@link #epochMillis(String, ZoneId)} answers for what is no time. */
  public static final long INVALID = Long.MIN_VALUE;

  /** The smallest unit of a time, in the order from coarse to fine. */
  public enum Precision {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    FRACTION
  }

  /**
   * Reads a time.
   *
   * @param zone of the sender, for times without an offset
   * @return null when the value is null or no time
   */
  public static Hl7Time parse(String value, ZoneId zone) {
    TimeText text = TimeText.read(value);
    return text == null
        ? null
        : new Hl7Time(millis(text, zone), text.precision(), text.hasOffset());
  }

  /**
   * Reads a time, whatever its precision.
   *
   * @param zone of the sender, for times without an offset
   * @return milliseconds since 1970, {@link #INVALID} when the value is null or no time
   */
  public static long epochMillis(String value, ZoneId zone) {
    TimeText text = TimeText.read(value);
    return text == null ? INVALID : millis(text, zone);
  }

  private static long millis(TimeText text, ZoneId zone) {
    LocalDateTime local = text.local();
    long offset =
        text.hasOffset()
            ? text.offsetSeconds()
            : zone.getRules().getOffset(local).getTotalSeconds();
    long utc = local.toLocalDate().toEpochDay() * 86_400 + local.toLocalTime().toSecondOfDay();
    return (utc - offset) * 1000 + local.get(ChronoField.MILLI_OF_SECOND);
  }
}
