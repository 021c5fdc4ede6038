package org.bianmin.hub.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Lane;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** One forwarder per destination. */
@Component
@EnableConfigurationProperties(Destinations.class)
public final class Forwarders implements SmartLifecycle {

  private static final int PER_COMMIT = 4;
  private static final int QUEUED = 64;

  private final Map<String, Forwarder> forwarders = new LinkedHashMap<>();
  private final Commands commands;
  private volatile boolean running;

  Forwarders(
      Destinations destinations,
      Outbox outbox,
      DueRows rows,
      Forwarding forwarding,
      GroupCommit commits,
      Commands commands) {
    this.commands = commands;
    Lane<DeliveryLane.Result> lane =
        commits.lane("delivery", new DeliveryLane(), PER_COMMIT, QUEUED, Long.MAX_VALUE);
    destinations
        .enabled()
        .forEach(
            (id, properties) ->
                forwarders.put(
                    id, new Forwarder(id, properties, outbox, rows, forwarding, lane, commands)));
  }

  /** Null for a destination that is not configured. */
  Forwarder of(String destination) {
    return forwarders.get(destination);
  }

  /** A delivery was made available again by a person. */
  public void wake(String destination, long deliveryId) {
    Forwarder forwarder = forwarders.get(destination);
    if (forwarder != null) {
      forwarder.wake(deliveryId);
    }
  }

  /** Ends the pause of a destination: a person has mended what was wrong. */
  public void resume(String destination) {
    Forwarder forwarder = forwarders.get(destination);
    if (forwarder != null) {
      commands.execute(session -> Pauses.delete(session, destination));
      forwarder.resume();
    }
  }

  @Override
  public void start() {
    running = true;
    forwarders.values().forEach(Forwarder::start);
  }

  @Override
  public void stop() {
    running = false;
    forwarders.values().forEach(Forwarder::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Starts after the routes, stops before them. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
