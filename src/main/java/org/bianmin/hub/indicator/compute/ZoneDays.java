package org.bianmin.hub.indicator.compute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/** Calendar days of a zone; remembers between which moments its offset stays the same. */
final class ZoneDays {

  static final long DAY = 86_400_000L;

  private static final ZoneOffset OF_BLOCKS = ZoneOffset.ofHours(8);
  private static final long SUMMER_TIMES_OVER = 8035 * DAY;

  private final ZoneId zone;
  private final ZoneRules rules;
  private long from = 1;
  private long to;
  private long offset;

  ZoneDays(ZoneId zone) {
    this.zone = zone;
    this.rules = zone.getRules();
  }

  /** Day of a moment, from 1970-01-01. */
  long day(long millis) {
    if (millis < from || millis >= to) {
      Instant at = Instant.ofEpochMilli(millis);
      offset = rules.getOffset(at).getTotalSeconds() * 1000L;
      ZoneOffsetTransition after = rules.nextTransition(at);
      // the moment itself may be a transition, which is then the earliest that has the offset
      from = rules.getOffset(at.minusMillis(1)).equals(rules.getOffset(at)) ? before(at) : millis;
      to = after == null ? Long.MAX_VALUE : after.toEpochSecond() * 1000;
    }
    return Math.floorDiv(millis + offset, DAY);
  }

  private long before(Instant at) {
    ZoneOffsetTransition before = rules.previousTransition(at);
    return before == null ? Long.MIN_VALUE : before.toEpochSecond() * 1000;
  }

  /**
   * Whether they are those of UTC+8 by which blocks are cut. What lies before 1992, when China had
   * a summer time, is not looked at: nobody tells it.
   */
  boolean asBlocks(long first, long end) {
    Instant last = Instant.ofEpochMilli(end - 1);
    ZoneOffsetTransition before = rules.previousTransition(last);
    return rules.getOffset(last).equals(OF_BLOCKS)
        && (before == null || before.toEpochSecond() * 1000 <= Math.max(first, SUMMER_TIMES_OVER));
  }

  /** First moment of a day. */
  long start(long day) {
    return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** A minute of a day by the clock; 1440 is the beginning of the next. */
  long at(long day, int minute) {
    return minute == 1440
        ? start(day + 1)
        : LocalDate.ofEpochDay(day)
            .atTime(minute / 60, minute % 60)
            .atZone(zone)
            .toInstant()
            .toEpochMilli();
  }
}
