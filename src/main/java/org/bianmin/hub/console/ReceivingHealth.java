package org.bianmin.hub.console;

import org.bianmin.hub.store.FreeSpace;
import org.bianmin.hub.store.GroupCommit;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether messages are taken: part of readiness, so that a balancer turns to another node. It asks
 * what the writer knows already, and never the database, which may be slow just then.
 */
@Component("receiving")
final class ReceivingHealth implements HealthIndicator {

  private final GroupCommit commits;
  private final FreeSpace space;

  ReceivingHealth(GroupCommit commits, FreeSpace space) {
    this.commits = commits;
    this.space = space;
  }

  @Override
  public Health health() {
    if (commits.unavailable() != null) {
      return Health.outOfService()
          .withDetail("why", "the store cannot commit; see the log")
          .build();
    }
    return space.enough()
        ? Health.up().build()
        : Health.outOfService()
            .withDetail("why", "less than hub.store.min-free is left on the disk of hub.data")
            .build();
  }
}
