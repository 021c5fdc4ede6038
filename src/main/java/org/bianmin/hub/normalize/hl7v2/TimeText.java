package org.bianmin.hub.normalize.hl7v2;

import java.time.LocalDateTime;
import java.time.YearMonth;
import org.bianmin.hub.normalize.hl7v2.Hl7Time.Precision;

/** Reads the characters of a time, see {@link Hl7Time}. */
final class TimeText {

  private static final int NO_OFFSET = Integer.MIN_VALUE;
  private static final int WRONG = -1;

  private final String text;
  private final int end;
  private int at;

  private int year;
  private int month = 1;
  private int day = 1;
  private int hour;
  private int minute;
  private int second;
  private int nano;
  private int offset = NO_OFFSET;
  private Precision precision = Precision.YEAR;

  private TimeText(String text, int start, int end) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The parts of a time that exists, or null. Blanks around it are passed over. */
  static TimeText read(String value) {
    if (value == null) {
      return null;
    }
    int start = 0;
    int end = value.length();
    while (start < end && value.charAt(start) <= ' ') {
      start++;
    }
    while (start < end && value.charAt(end - 1) <= ' ') {
      end--;
    }
    TimeText time = new TimeText(value, start, end);
    return time.date() && time.timeOfDay() && time.offset() && time.at == end && time.exists()
        ? time
        : null;
  }

  LocalDateTime local() {
    return LocalDateTime.of(year, month, day, hour, minute, second, nano);
  }

  Precision precision() {
    return precision;
  }

  boolean hasOffset() {
    return offset != NO_OFFSET;
  }

  int offsetSeconds() {
    return offset;
  }

  private boolean date() {
    year = digits(4, 4);
    if (year == WRONG) {
      return false;
    }
    char separator = peek();
    boolean separated = separator == '/' || (separator == '-' && !offsetAhead());
    if (separated) {
      at++;
    } else if (!digit(separator)) {
      return true;
    }
    int least = separated ? 1 : 2;
    month = digits(least, 2);
    precision = Precision.MONTH;
    if (separated && at < end) {
      if (peek() != separator) {
        return false;
      }
      at++;
    } else if (!digit(peek())) {
      return month != WRONG;
    }
    day = digits(least, 2);
    precision = Precision.DAY;
    return month != WRONG && day != WRONG;
  }

  private boolean timeOfDay() {
    if (precision != Precision.DAY) {
      return true;
    }
    boolean separated = peek() == 'T' || peek() == ' ';
    if (separated) {
      at++;
    } else if (!digit(peek())) {
      return true;
    }
    hour = digits(colonAt(at + 1) ? 1 : 2, 2);
    precision = Precision.HOUR;
    if (hour == WRONG || !more()) {
      return hour != WRONG;
    }
    minute = digits(2, 2);
    precision = Precision.MINUTE;
    if (minute == WRONG || !more()) {
      return minute != WRONG;
    }
    second = digits(2, 2);
    precision = Precision.SECOND;
    return second != WRONG && fraction();
  }

  /** Passes a colon over; true when another pair of digits follows. */
  private boolean more() {
    if (peek() == ':') {
      at++;
      return true;
    }
    return digit(peek());
  }

  private boolean fraction() {
    if (peek() != '.' && peek() != ',') {
      return true;
    }
    at++;
    int start = at;
    int unit = 100_000_000;
    while (digit(peek())) {
      nano += (peek() - '0') * unit;
      unit /= 10;
      at++;
    }
    precision = at > start ? Precision.FRACTION : precision;
    return at - start <= 9;
  }

  private boolean offset() {
    char sign = peek();
    if (sign == 'Z') {
      at++;
      offset = 0;
      return true;
    }
    if (sign != '+' && sign != '-') {
      return true;
    }
    at++;
    int hours = digits(2, 2);
    if (peek() == ':') {
      at++;
    }
    int minutes = at == end ? 0 : digits(2, 2);
    offset = (hours * 60 + minutes) * (sign == '-' ? -60 : 60);
    return hours >= 0 && hours <= 18 && minutes >= 0 && minutes < 60;
  }

  private boolean exists() {
    return year > 0
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth())
        && hour < 24
        && minute < 60
        && second < 60;
  }

  /** After the year, {@code -0500} is an offset and {@code -05} or {@code -05-12} is not. */
  private boolean offsetAhead() {
    return end - at == 5 && digit(text.charAt(at + 2)) && digit(text.charAt(at + 3));
  }

  private boolean colonAt(int place) {
    return place < end && text.charAt(place) == ':';
  }

  private int digits(int least, int most) {
    int start = at;
    int number = 0;
    while (at - start < most && digit(peek())) {
      number = number * 10 + peek() - '0';
      at++;
    }
    return at - start < least ? WRONG : number;
  }

  private char peek() {
    return at < end ? text.charAt(at) : 0;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
