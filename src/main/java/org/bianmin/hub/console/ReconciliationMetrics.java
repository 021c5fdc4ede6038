package org.bianmin.hub.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.bianmin.hub.settlement.Reconciliation;
import org.bianmin.hub.settlement.SettlementProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How much of the reconciliation waits, differs and is alerted. */
@Component
final class ReconciliationMetrics {

  private final ObjectProvider<Reconciliation> reconciliation;
  private final ObjectProvider<SettlementProperties> properties;
  private final MeterRegistry registry;

  ReconciliationMetrics(
      ObjectProvider<Reconciliation> reconciliation,
      ObjectProvider<SettlementProperties> properties,
      MeterRegistry registry) {
    this.reconciliation = reconciliation;
    this.properties = properties;
    this.registry = registry;
  }

  @EventListener(ApplicationReadyEvent.class)
  void register() {
    SettlementProperties settings = properties.getIfAvailable();
    if (settings != null && settings.enabled()) {
      reconciliation.ifAvailable(this::register);
    }
  }

  private void register(Reconciliation of) {
    gauge(of, "waiting", "Records that wait to be reconciled", Reconciliation.Load::waiting);
    gauge(of, "stuck", "Records that cannot be reconciled", Reconciliation.Load::stuck);
    gauge(of, "open", "Differences that nobody has closed", Reconciliation.Load::open);
    gauge(of, "alerts", "Alerts that last", Reconciliation.Load::alerts);
  }

  private void gauge(
      Reconciliation of,
      String name,
      String description,
      ToDoubleFunction<Reconciliation.Load> number) {
    Gauge.builder("hub.reconciliation." + name, () -> number.applyAsDouble(of.load()))
        .description(description)
        .register(registry);
  }
}
