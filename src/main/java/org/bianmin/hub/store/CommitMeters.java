package org.bianmin.hub.store;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
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

  void committed(long nanos, int count) {
    seconds.record(nanos, TimeUnit.NANOSECONDS);
    items.record(count);
  }
}
