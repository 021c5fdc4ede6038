package org.bianmin.hub.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.bianmin.hub.mapping.Mappings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says when the mappings folder is not what is in force. */
@Component
final class MappingMetrics {

  private final ObjectProvider<Mappings> mappings;
  private final MeterRegistry registry;

  MappingMetrics(ObjectProvider<Mappings> mappings, MeterRegistry registry) {
    this.mappings = mappings;
    this.registry = registry;
  }

  @EventListener(ApplicationReadyEvent.class)
  void register() {
    mappings.ifAvailable(
        files ->
            Gauge.builder("hub.mappings.problems", () -> files.problems().size())
                .description(
                    "Problems of the mappings folder; while there are any the old set holds")
                .register(registry));
  }
}
