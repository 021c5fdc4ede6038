package org.bianmin.hub.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.delivery.Backlog;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How destinations stand, for whoever wants to know. Always up: a platform that is away is no fault
 * of the hub, and restarting the hub would not bring it back.
 */
@Component("forwarding")
final class DestinationsHealth implements HealthIndicator {

  private final FiguresReader reader;

  DestinationsHealth(FiguresReader reader) {
    this.reader = reader;
  }

  @Override
  public Health health() {
    Figures now;
    try {
      now = reader.recent();
    } catch (RuntimeException e) {
      return Health.up().withDetail("why", "the store cannot be read at the moment").build();
    }
    Set<String> ids = new TreeSet<>(now.pauses().keySet());
    now.delivery().forEach(tally -> ids.add(tally.who()));
    Health.Builder health = Health.up();
    for (String id : ids) {
      Backlog backlog = now.backlogs().getOrDefault(id, Backlog.NONE);
      Map<String, Object> stand = new LinkedHashMap<>();
      stand.put("paused", now.pauses().containsKey(id));
      stand.put("waiting", backlog.size());
      if (backlog.oldestAt() != null) {
        stand.put("oldestSeconds", Math.max(0, now.at() - backlog.oldestAt()) / 1000);
      }
      health.withDetail(id, stand);
    }
    return health.build();
  }
}
