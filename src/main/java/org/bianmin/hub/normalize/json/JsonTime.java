package org.bianmin.hub.normalize.json;

import java.time.ZoneId;
import org.bianmin.hub.normalize.hl7v2.Hl7Time;

/**
 * Times as systems write them into JSON: {@code 2026-11-03T08:30:00+08:00}, {@code 2026/11/3 8:30},
 * {@code 20261103083000}, {@code 20261103083000123}, and seconds or milliseconds since 1970: 10 and
 * 13 digits. So an hour cannot be written in ten digits, as HL7 v2 could.
 */
public final class JsonTime {

  /** What is answered for what is no time. */
  public static final long INVALID = Hl7Time.INVALID;

  private static final int SECONDS = 10;
  private static final int MILLIS = 13;
  private static final int TO_THE_SECOND = 14;
  private static final int TO_THE_MILLISECOND = 17;

  private JsonTime() {}

  /**
   * Reads a time.
   *
   * @param zone of a time without an offset
   * @return epoch milliseconds, or {@link #INVALID}
   */
  public static long millis(String value, ZoneId zone) {
    String text = value.strip();
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      return Hl7Time.epochMillis(text, zone);
    }
    return switch (text.length()) {
      case SECONDS -> Long.parseLong(text) * 1000;
      case MILLIS -> Long.parseLong(text);
      case TO_THE_MILLISECOND ->
          Hl7Time.epochMillis(
              text.substring(0, TO_THE_SECOND) + '.' + text.substring(TO_THE_SECOND), zone);
      default -> Hl7Time.epochMillis(text, zone);
    };
  }
}
