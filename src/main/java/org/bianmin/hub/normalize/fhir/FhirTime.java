package org.bianmin.hub.normalize.fhir;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads FHIR times (FHIR R4, datatypes date, dateTime, instant): {@code YYYY}, {@code YYYY-MM},
 * {@code YYYY-MM-DD}, {@code YYYY-MM-DDThh:mm[:ss[.fraction]][Z|±hh:mm]}.
 */
public final class FhirTime {

  private final String text;
  private int at;

  private FhirTime(String text) {
    this.text = text;
  }

  /**
   * The first instant that the text covers: {@code 2026-11} is midnight of 1 November.
   *
   * @param zone of times without an offset
   * @return epoch milliseconds; a finer fraction is cut, a leap second is the second after :59
   * @throws DateTimeException when the text is not a FHIR time; the message does not quote it
   */
  public static long parse(String text, ZoneId zone) {
    if (text == null) {
      throw notATime();
    }
    try {
      return new FhirTime(text.strip()).read(zone);
    } catch (DateTimeException e) {
      // the JDK's own message quotes the value
      throw notATime();
    }
  }

  private long read(ZoneId zone) {
    int year = digits(4);
    int month = next('-') ? digits(2) : 1;
    int day = at == 7 && next('-') ? digits(2) : 1;
    if (at < 10 || !next('T')) {
      end();
      return millis(LocalDateTime.of(year, month, day, 0, 0), zone);
    }
    int hour = digits(2);
    expect(':');
    int minute = digits(2);
    int second = next(':') ? digits(2) : 0;
    int milli = next('.') ? fraction() : 0;
    ZoneId offset = offset(zone);
    end();
    boolean leap = second == 60;
    LocalDateTime time =
        LocalDateTime.of(year, month, day, hour, minute, leap ? 59 : second, milli * 1_000_000);
    return millis(time, offset) + (leap ? 1000 : 0);
  }

  private static long millis(LocalDateTime time, ZoneId zone) {
    return time.atZone(zone).toInstant().toEpochMilli();
  }

  private ZoneId offset(ZoneId zone) {
    if (at == text.length()) {
      return zone;
    }
    if (next('Z')) {
      return ZoneOffset.UTC;
    }
    boolean minus = next('-');
    if (!minus) {
      expect('+');
    }
    int hours = digits(2);
    expect(':');
    int minutes = digits(2);
    return minus
        ? ZoneOffset.ofHoursMinutes(-hours, -minutes)
        : ZoneOffset.ofHoursMinutes(hours, minutes);
  }

  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      int digit = at < text.length() ? text.charAt(at) - '0' : -1;
      if (digit < 0 || digit > 9) {
        throw notATime();
      }
      value = value * 10 + digit;
      at++;
    }
    return value;
  }

  private int fraction() {
    int value = 0;
    int count = 0;
    for (; at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9'; at++) {
      if (count < 3) {
        value = value * 10 + (text.charAt(at) - '0');
      }
      count++;
    }
    if (count == 0) {
      throw notATime();
    }
    return count == 1 ? value * 100 : count == 2 ? value * 10 : value;
  }

  private boolean next(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!next(c)) {
      throw notATime();
    }
  }

  private void end() {
    if (at != text.length()) {
      throw notATime();
    }
  }

  private static DateTimeException notATime() {
    return new DateTimeException(
        "Not a FHIR time: write for example 2026-11-03T08:15:00+08:00 or 2026-11-03");
  }
}
