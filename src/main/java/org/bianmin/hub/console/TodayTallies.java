package org.bianmin.hub.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.bianmin.hub.delivery.TypeTallies;
import org.bianmin.hub.store.TallyQueries;
import org.bianmin.hub.store.TallyQueries.Tally;
import org.springframework.stereotype.Component;

/**
 * What was counted by event type since midnight. Quarters of an hour that are over are remembered,
 * so each reading asks for the newest ones only.
 */
@Component
final class TodayTallies {

  /** Which count. */
  record Count(String what, String who) {}

  private static final long QUARTER = 15 * 60_000L;

  /** Nodes' clocks may differ so much, and a commit may take so long. */
  private static final long LATE = 5 * 60_000L;

  private final TallyQueries tallies;
  private final ZoneId zone;
  private final Map<Count, Long> over = new HashMap<>();
  private LocalDate day;
  private long from;

  TodayTallies(TallyQueries tallies, HubZone zone) {
    this.tallies = tallies;
    this.zone = zone.zone();
  }

  /** The counts of the day that a moment lies in, up to now. */
  synchronized Map<Count, Long> counts(long now) {
    LocalDate today = Instant.ofEpochMilli(now).atZone(zone).toLocalDate();
    if (!today.equals(day)) {
      day = today;
      over.clear();
      from = today.atStartOfDay(zone).toInstant().toEpochMilli();
    }
    long open = Math.max(from, now - LATE - Math.floorMod(now - LATE, QUARTER));
    Map<Count, Long> newest = new HashMap<>();
    for (Tally tally : tallies.minutes(TypeTallies.ROOM, from)) {
      Count count = new Count(tally.what(), tally.who());
      (tally.minute() < open ? over : newest).merge(count, tally.n(), Long::sum);
    }
    from = open;
    over.forEach((count, n) -> newest.merge(count, n, Long::sum));
    return newest;
  }
}
