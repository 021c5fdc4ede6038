package org.bianmin.hub.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.bianmin.hub.recognition.Catalogues;
import org.bianmin.hub.recognition.RecognitionProperties;
import org.bianmin.hub.recognition.ScopeWarnings.State;
import org.bianmin.hub.recognition.ScopeWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says when scopes end or are missing, and when the catalogue cannot be had. */
@Component
final class RecognitionMetrics {

  private final ObjectProvider<ScopeWatch> scopes;
  private final ObjectProvider<Catalogues> catalogues;
  private final ObjectProvider<RecognitionProperties> properties;
  private final MeterRegistry registry;

  RecognitionMetrics(
      ObjectProvider<ScopeWatch> scopes,
      ObjectProvider<Catalogues> catalogues,
      ObjectProvider<RecognitionProperties> properties,
      MeterRegistry registry) {
    this.scopes = scopes;
    this.catalogues = catalogues;
    this.properties = properties;
    this.registry = registry;
  }

  @EventListener(ApplicationReadyEvent.class)
  void register() {
    RecognitionProperties settings = properties.getIfAvailable();
    if (settings == null || !settings.enabled()) {
      return;
    }
    scopes.ifAvailable(
        watch -> {
          scopes(watch, "ending", found -> found.count(State.ENDING));
          scopes(watch, "ended", found -> found.count(State.ENDED));
          scopes(watch, "missing", found -> found.uncovered().size());
        });
    catalogues.ifAvailable(
        known ->
            Gauge.builder(
                    "hub.recognition.catalogue.problem", () -> known.problem() == null ? 0 : 1)
                .description("1 while the platform's catalogue cannot be had or read")
                .register(registry));
  }

  private void scopes(ScopeWatch watch, String state, ToDoubleFunction<ScopeWatch.Findings> count) {
    Gauge.builder("hub.recognition.scopes", () -> count.applyAsDouble(watch.recent()))
        .description("Scopes that end soon or have ended, and items in use that have none")
        .tag("state", state)
        .register(registry);
  }
}
