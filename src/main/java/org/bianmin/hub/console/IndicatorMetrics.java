package org.bianmin.hub.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.bianmin.hub.indicator.block.DayBlocks;
<<<<<<< HEAD
=======
import org.springframework.beans.factory.ObjectProvider;
>>>>>>> rblock
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How far indicators are behind the facts. */
@Component
final class IndicatorMetrics {

<<<<<<< HEAD
  private final DayBlocks blocks;
  private final MeterRegistry registry;

  IndicatorMetrics(DayBlocks blocks, MeterRegistry registry) {
=======
  private final ObjectProvider<DayBlocks> blocks;
  private final MeterRegistry registry;

  IndicatorMetrics(ObjectProvider<DayBlocks> blocks, MeterRegistry registry) {
>>>>>>> rblock
    this.blocks = blocks;
    this.registry = registry;
  }

  @EventListener(ApplicationReadyEvent.class)
  void register() {
<<<<<<< HEAD
    Gauge.builder("hub.indicator.days.waiting", blocks::daysWaiting)
=======
    blocks.ifAvailable(this::register);
  }

  private void register(DayBlocks of) {
    Gauge.builder("hub.indicator.days.waiting", of::daysWaiting)
>>>>>>> rblock
        .description("Days of facts that wait to be built for indicators")
        .register(registry);
  }
}
