package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.block.Presence;
import org.bianmin.hub.indicator.programme.Feeds;

/**
 * Which share of the days on which facts are expected has any, of the weakest feed.
 *
 * @param share 0 to 1; null where nothing is expected
 * @param note null where all is there
 */
record Coverage(BigDecimal share, Words note) {

  private static final int DIGITS = 4;
  private static final Words UNKNOWN =
      new Words("未配置应有数据日（feeds.csv）", "no days are expected (feeds.csv)");

  static Coverage of(Session session, List<String> facilities, Involved involved) {
    ZoneDays days = new ZoneDays(session.known().zone());
    long first = days.day(session.question().period().from());
    // a day that is not over may still get its facts
    long end = days.day(Math.min(session.question().end(), session.asOf()));
    BigDecimal weakest = null;
    String named = null;
    long missing = 0;
    for (String type : involved.all()) {
      long expected = 0;
      long there = 0;
      for (String facility : facilities) {
        Feeds.Days when = session.set().feeds().expected(facility, type);
        if (when == null || when == Feeds.Days.NONE) {
          continue;
        }
        Presence presence = session.presence(facility, type);
        for (long day = first; day < end; day++) {
          if (when == Feeds.Days.EVERY_DAY || session.set().holidays().workingDay(day)) {
            expected++;
            there += presence.facts(LocalDate.ofEpochDay(day)) > 0 ? 1 : 0;
          }
        }
      }
      if (expected > 0) {
        BigDecimal share =
            BigDecimal.valueOf(there)
                .divide(BigDecimal.valueOf(expected), DIGITS, RoundingMode.DOWN);
        if (weakest == null || share.compareTo(weakest) < 0) {
          weakest = share;
          named = type;
          missing = expected - there;
        }
      }
    }
    if (weakest == null) {
      return new Coverage(null, UNKNOWN);
    }
    return new Coverage(
        weakest,
        missing == 0
            ? null
            : new Words(
                named + "：" + missing + " 个应有数据日没有数据",
                named + ": no facts on " + missing + " expected days"));
  }
}
