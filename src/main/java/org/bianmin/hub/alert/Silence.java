package org.bianmin.hub.alert;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * What nobody is told for a while.
 *
 * @param rule id, or empty for every rule
 * @param subject source, destination or another subject, or empty for each
 * @param calendar of the rules, whose hours it keeps; {@code always} for the whole time
 * @param weekdays on which it holds; all when empty
 * @param endedAt when a person ended it, or null
 * @param endedBy who did, or empty
 */
public record Silence(
    long id,
    String rule,
    String subject,
    long from,
    long until,
    String calendar,
    Set<DayOfWeek> weekdays,
    String reason,
    String who,
    long madeAt,
    Long endedAt,
    String endedBy) {

  /** Where a silence stands. */
  public enum Standing {
    /** It holds. */
    SILENT,
    /** Its window is closed at the moment. */
    BETWEEN,
    /** It has not begun. */
    TO_COME,
    /** It ended by itself. */
    OVER,
    /** A person ended it. */
    ENDED
  }

  /** Where it stands at a time. */
  Standing standing(long now, RuleSet rules, WorkingDays working, ZoneId zone) {
    if (endedAt != null) {
      return Standing.ENDED;
    }
    if (now >= until) {
      return Standing.OVER;
    }
    if (now < from) {
      return Standing.TO_COME;
    }
    return window(Instant.ofEpochMilli(now).atZone(zone), rules, working)
        ? Standing.SILENT
        : Standing.BETWEEN;
  }

  private boolean window(ZonedDateTime now, RuleSet rules, WorkingDays working) {
    Hours hours = rules.calendars().get(calendar);
    // a calendar that was taken out silences nothing: rather told once too often
    if (hours == null) {
      return false;
    }
    long open = hours.openMinutes(now, working);
    if (open < 0) {
      return false;
    }
    // what runs over midnight belongs to the day on which it began
    boolean wholeDays = hours.from().equals(hours.to());
    DayOfWeek day = (wholeDays ? now : now.minusMinutes(open)).getDayOfWeek();
    return weekdays.isEmpty() || weekdays.contains(day);
  }

  boolean concerns(Incident incident) {
    return (rule.isEmpty() || rule.equals(incident.rule()))
        && (subject.isEmpty() || subject.equals(incident.subject()));
  }
}
