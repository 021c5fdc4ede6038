package org.bianmin.hub.console;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.alert.IncidentQueries;
import org.bianmin.hub.alert.Severity;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** How many incidents last, by severity. */
@Component
final class AlertMetrics {

  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final IncidentQueries incidents;
  private final MeterRegistry registry;
  private Map<Severity, Long> last;
  private long lastNanos;

  AlertMetrics(IncidentQueries incidents, MeterRegistry registry) {
    this.incidents = incidents;
    this.registry = registry;
  }

  @EventListener(ApplicationReadyEvent.class)
  void register() {
    for (Severity severity : Severity.values()) {
      Gauge.builder("hub.alerts.open", () -> lasting().get(severity))
          .description("Incidents that are not resolved")
          .tag("severity", severity.code())
          .register(registry);
    }
  }

  private synchronized Map<Severity, Long> lasting() {
    long now = System.nanoTime();
    if (last == null || now - lastNanos > KEPT_NANOS) {
      last = incidents.lasting();
      lastNanos = now;
    }
    return last;
  }
}
