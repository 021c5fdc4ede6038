package org.bianmin.hub.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Excel makes of codes that look like something else to it. */
final class ExcelHabits {

  private static final String AS_TEXT =
      "; format the column as text (设置为文本格式) and enter it again, or write it as =\"…\"";
  private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d(\\.\\d+)?E\\+\\d{2,3}");
  private static final Pattern DATE =
      Pattern.compile(
          "\\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(-\\d{2,4})?"
              + "|(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\\d{2}"
              + "|(\\d{4}年)?\\d{1,2}月(\\d{1,2}日)?"
              + "|\\d{4}/\\d{1,2}/\\d{1,2}");
  private static final Pattern ERROR = Pattern.compile("#(NAME\\?|N/A|REF!|VALUE!|DIV/0!|NUM!|#+)");
  private static final Pattern DAY =
      Pattern.compile("(\\d{4})[-/年](\\d{1,2})[-/月](\\d{1,2})日?( 0?0:00(:00)?)?");

  private ExcelHabits() {}

  /**
   * Whether a cell can be what a person entered.
   *
   * @param problem takes the reason, and the line that was given
   */
  static boolean sound(CsvText.Cell cell, String column, int line, Lines problem) {
    String reason = cell.text() ? breaks(cell.value()) : reason(cell.value());
    if (reason != null) {
      problem.add(line, column + " '" + shown(cell.value()) + "' " + reason);
    }
    return reason == null;
  }

  /** Takes problems of a file. */
  @FunctionalInterface
  interface Lines {
    void add(int line, String reason);
  }

  private static String reason(String value) {
    // nearly all codes are a few letters or digits: nothing to look for
    if (isPlain(value)) {
      return null;
    }
    if (SCIENTIFIC.matcher(value).matches()) {
      return "is what Excel makes of a long number; its last digits are gone" + AS_TEXT;
    }
    if (DATE.matcher(value).matches()) {
      return "is a date that Excel has made of a code such as 1-2" + AS_TEXT;
    }
    if (ERROR.matcher(value).matches()) {
      return "is an error of Excel's and no code" + AS_TEXT;
    }
    if (value.indexOf('\uFFFD') >= 0 || value.chars().allMatch(c -> c == '?')) {
      return "has lost its characters when it was saved; enter it again and save as CSV UTF-8";
    }
    return breaks(value);
  }

  private static String breaks(String value) {
    return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0
        ? "holds a line break (Alt+Enter); write it in one line"
        : null;
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '*';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static String shown(String value) {
    return value.replace('\r', ' ').replace('\n', ' ');
  }

  /** A day as people and Excel write it, counted from 1970-01-01; null when it is none. */
  static Long day(String text) {
    Matcher day = DAY.matcher(text);
    if (!day.matches()) {
      return null;
    }
    try {
      return LocalDate.of(
              Integer.parseInt(day.group(1)),
              Integer.parseInt(day.group(2)),
              Integer.parseInt(day.group(3)))
          .toEpochDay();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
