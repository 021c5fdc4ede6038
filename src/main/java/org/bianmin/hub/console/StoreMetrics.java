package org.bianmin.hub.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.bianmin.hub.store.FreeSpace;
import org.bianmin.hub.store.StoreFacts;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Disk and size of the embedded store, its connections, and which version runs. */
@Component
final class StoreMetrics {

  private final FreeSpace space;
  private final StoreFacts facts;
  private final MeterRegistry registry;

  StoreMetrics(FreeSpace space, StoreFacts facts, MeterRegistry registry) {
    this.space = space;
    this.facts = facts;
    this.registry = registry;
  }

  @EventListener(ApplicationReadyEvent.class)
  void register() {
    Gauge.builder("hub.info", () -> 1)
        .description("Always 1; its label is the version of the hub")
        .tag("version", SystemFigures.version())
        .register(registry);
    readers("most", StoreFacts.Readers::most);
    readers("busy", StoreFacts.Readers::busy);
    readers("waiting", StoreFacts.Readers::waiting);
    if (space.left() >= 0) {
      bytes("hub.store.free", "Bytes left on the disk of the embedded store", FreeSpace::left);
      bytes("hub.store.size", "Bytes that the embedded store takes", FreeSpace::taken);
    }
  }

  private void readers(String state, ToIntFunction<StoreFacts.Readers> number) {
    Gauge.builder("hub.store.readers", () -> number.applyAsInt(facts.readers()))
        .description("Connections for queries")
        .tag("state", state)
        .register(registry);
  }

  private void bytes(String name, String description, ToDoubleFunction<FreeSpace> number) {
    Gauge.builder(name, space, number)
        .description(description)
        .baseUnit("bytes")
        .register(registry);
  }
}
