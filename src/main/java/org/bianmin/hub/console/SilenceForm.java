package org.bianmin.hub.console;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.alert.Silence;
import org.bianmin.hub.alert.Silences;

/**
 * What a person says of a silence.
 *
 * @param from local date and time, RFC 3339 or epoch milliseconds; now when left out
 * @param until the same; or {@code hours} from then on
 * @param weekdays {@code mon} … {@code sun}; all when empty
 */
record SilenceForm(
    String rule,
    String subject,
    String from,
    String until,
    Integer hours,
    String calendar,
    List<String> weekdays,
    String reason,
    String who) {

  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final int LONGEST = 200;

  /** Words of the days by number. */
  static Map<Integer, String> days() {
    Map<Integer, String> days = new TreeMap<>();
    DAYS.forEach(day -> days.put(days.size() + 1, day));
    return days;
  }

  /**
   * Makes it.
   *
   * @return its id
   * @throws BadRequest says what does not fit
   */
  long make(Silences silences, String name, ZoneId zone) {
    Long begin = time("from", from, zone);
    long start = begin == null ? System.currentTimeMillis() : begin;
    Long end = time("until", until, zone);
    if (end == null && hours != null) {
      end = start + Duration.ofHours(hours).toMillis();
    }
    if (end == null) {
      throw new BadRequest("until or hours is missing: when the silence ends by itself", null);
    }
    try {
      return silences.make(
          new Silence(
              0,
              text("rule", rule),
              text("subject", subject),
              start,
              end,
              text("calendar", calendar),
              chosen(),
              text("reason", reason),
              name,
              0,
              null,
              ""));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(e.getMessage(), e);
    }
  }

  private static Long time(String name, String text, ZoneId zone) {
    if (text == null || !text.strip().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?")) {
      return Times.parse(name, text);
    }
    try {
      return LocalDateTime.parse(text.strip()).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new BadRequest(name + " is no time", e);
    }
  }

  private static String text(String name, String given) {
    String text = given == null ? "" : given.strip();
    if (text.length() > LONGEST) {
      throw new BadRequest(name + " has " + LONGEST + " characters at most", null);
    }
    return text;
  }

  private Set<DayOfWeek> chosen() {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String day : weekdays == null ? List.<String>of() : weekdays) {
      int place = DAYS.indexOf(day.toLowerCase(Locale.ROOT));
      if (place < 0) {
        throw new BadRequest("weekdays are " + String.join(", ", DAYS), null);
      }
      days.add(DayOfWeek.of(place + 1));
    }
    return days;
  }
}
