package org.bianmin.hub.console;

import org.bianmin.hub.journal.Intake;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether messages are taken: part of readiness, so that a balancer turns to another node. It asks
 * what is known already, and never the database or Kafka, which may be slow just then.
 */
@Component("receiving")
final class ReceivingHealth implements HealthIndicator {

  private final Intake intake;

  /** With the intake of the listeners. */
  ReceivingHealth(Intake intake) {
    this.intake = intake;
  }

  @Override
  public Health health() {
    String why = intake.unavailable();
    return why == null ? Health.up().build() : Health.outOfService().withDetail("why", why).build();
  }
}
