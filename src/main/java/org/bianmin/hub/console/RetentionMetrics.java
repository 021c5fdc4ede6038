package org.bianmin.hub.console;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.bianmin.hub.journal.RawBytes;
import org.bianmin.hub.store.TallyQueries;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Raw bytes that are kept and pruned. */
@Component
final class RetentionMetrics {

  private final RawBytes bytes;
  private final TallyQueries tallies;
  private final MeterRegistry registry;

  RetentionMetrics(RawBytes bytes, TallyQueries tallies, MeterRegistry registry) {
    this.bytes = bytes;
    this.tallies = tallies;
    this.registry = registry;
  }

  @EventListener(ApplicationReadyEvent.class)
  void register() {
    Gauge.builder("hub.raw.oldest", bytes, RawBytes::oldestSeconds)
        .description("Age of the oldest raw bytes that are kept")
        .baseUnit("seconds")
        .register(registry);
    FunctionCounter.builder("hub.raw.pruned", this, RetentionMetrics::pruned)
        .description("Blocks of raw bytes that are pruned")
        .register(registry);
  }

  private double pruned() {
    return tallies.totals("retention").stream().mapToLong(TallyQueries.Tally::n).sum();
  }
}
