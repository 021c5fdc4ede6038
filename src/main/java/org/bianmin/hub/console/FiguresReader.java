package org.bianmin.hub.console;

import java.util.concurrent.TimeUnit;
import org.bianmin.hub.delivery.DeliveryQueries;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.store.Snapshot;
import org.bianmin.hub.store.TallyQueries;
import org.springframework.stereotype.Component;

/** Reads the figures in one snapshot of the database, and remembers them for a moment. */
@Component
final class FiguresReader {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long FAILED_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** Reading takes at most this part of the time, however long the backlog has become. */
  private static final long SHARE = 20;

  private final Snapshot snapshot;
  private final TallyQueries tallies;
  private final MessageQueries messages;
  private final DeliveryQueries deliveries;
  private Figures last;
  private RuntimeException failure;
  private long validUntilNanos;

  FiguresReader(
      Snapshot snapshot,
      TallyQueries tallies,
      MessageQueries messages,
      DeliveryQueries deliveries) {
    this.snapshot = snapshot;
    this.tallies = tallies;
    this.messages = messages;
    this.deliveries = deliveries;
  }

  /** Figures that are about a second old at most. */
  synchronized Figures recent() {
    long start = System.nanoTime();
    if (failure != null && start - validUntilNanos <= 0) {
      // a scrape asks for many figures, and each would wait for the store that is away
      throw failure;
    }
    if (last == null || failure != null || start - validUntilNanos > 0) {
      try {
        last = snapshot.read(this::figures);
        failure = null;
      } catch (RuntimeException e) {
        failure = e;
        validUntilNanos = System.nanoTime() + FAILED_NANOS;
        throw e;
      }
      long end = System.nanoTime();
      validUntilNanos = end + Math.max(SECOND_NANOS, SHARE * (end - start));
    }
    return last;
  }

  /** The conservation check of this moment. */
  Conservation conservation() {
    return snapshot.read(
        () ->
            Conservation.of(
                tallies.totals("journal"),
                messages.waiting(),
                tallies.totals("delivery"),
                deliveries.waiting()));
  }

  private Figures figures() {
    long now = System.currentTimeMillis();
    long firstMinute = now - Math.floorMod(now, MINUTE) - HOUR + MINUTE;
    var journal = tallies.totals("journal");
    var delivery = tallies.totals("delivery");
    return new Figures(
        now,
        Conservation.of(journal, messages.waiting(), delivery, deliveries.waiting()),
        journal,
        tallies.totals("facts"),
        delivery,
        tallies.minutes("journal", firstMinute),
        tallies.lastMinutes("journal", "received", now - DAY),
        messages.oldestWaiting(),
        deliveries.backlogs(),
        deliveries.pauses());
  }
}
