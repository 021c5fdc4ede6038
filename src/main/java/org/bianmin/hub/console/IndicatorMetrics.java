package org.bianmin.hub.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.bianmin.hub.indicator.block.DayBlocks;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How far indicators are behind the facts. */
@Component
final class IndicatorMetrics {

  private final ObjectProvider<DayBlocks> blocks;
  private final MeterRegistry registry;

  IndicatorMetrics(ObjectProvider<DayBlocks> blocks, MeterRegistry registry) {
    this.blocks = blocks;
    this.registry = registry;
  }

  @EventListener(ApplicationReadyEvent.class)
  void register() {
    blocks.ifAvailable(this::register);
  }

  private void register(DayBlocks of) {
    Gauge.builder("hub.indicator.days.waiting", of::daysWaiting)
        .description("Days of facts that wait to be built for indicators")
        .register(registry);
  }
}
