package org.bianmin.hub.store;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** How long transactions of the writer take, and how many items share one. */
final class CommitMeters {

  private final Timer seconds =
      Timer.builder("hub.store.commit")
          .description("Transactions of the writer, from the first statement to the commit")
          .serviceLevelObjectives(
              Duration.ofMillis(1),
              Duration.ofMillis(5),
              Duration.ofMillis(20),
              Duration.ofMillis(100),
              Duration.ofMillis(500),
              Duration.ofSeconds(2))
          .register(Metrics.globalRegistry);
  private final DistributionSummary items =
      DistributionSummary.builder("hub.store.commit.items")
          .description("Items that shared a transaction of the writer")
          .register(Metrics.globalRegistry);

  private static final int KEPT = 1_024;

  private final long[] last = new long[KEPT];
  private int n;

  /** The last commits, in no order. */
  synchronized long[] lastNanos() {
    return Arrays.copyOf(last, Math.min(n, KEPT));
  }

  synchronized void committed(long nanos, int count) {
    last[n % KEPT] = nanos;
    // from twice as many on only the place matters
    n = n + 1 == 2 * KEPT ? KEPT : n + 1;
    seconds.record(nanos, TimeUnit.NANOSECONDS);
    items.record(count);
  }
}
