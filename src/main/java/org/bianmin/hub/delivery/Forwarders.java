package org.bianmin.hub.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Lane;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.telemetry.MessageTraces;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** One forwarder per destination. */
@Component
@EnableConfigurationProperties(Destinations.class)
public final class Forwarders implements SmartLifecycle, OutboxListener {

  private static final int PER_COMMIT = 4;
  private static final int QUEUED = 64;

  private final Map<String, Forwarder> forwarders = new LinkedHashMap<>();
  private final SharedPauses pauses;
  private volatile boolean running;

  Forwarders(
      Destinations destinations,
      Outbox outbox,
      DueRows rows,
      Forwarding forwarding,
      GroupCommit commits,
      Commands commands,
      ObjectProvider<AcceptanceListener> listeners,
      MessageTraces traces,
      Nodes nodes) {
    this.pauses =
        new SharedPauses(
            rows::paused,
            (destination, reason) -> tell(destination, forwarder -> forwarder.pause(reason)),
            destination -> tell(destination, Forwarder::resume));
    nodes.onRenewal(pauses::look);
    commits.onRecovery(() -> forwarders.values().forEach(Forwarder::recovered));
    DeliverySpans spans = new DeliverySpans(traces, rows);
    DeliveryLane results = new DeliveryLane(listeners.orderedStream().toList(), spans);
    Lane<DeliveryLane.Result> lane =
        commits.lane("delivery", results, PER_COMMIT, QUEUED, Long.MAX_VALUE);
    destinations
        .enabled()
        .forEach(
            (id, properties) ->
                forwarders.put(
                    id,
                    new Forwarder(
                        id, properties, outbox, rows, forwarding, spans, lane, commands)));
  }

  /** How enabled destinations have behaved towards this node. */
  public Map<String, ForwarderState> states() {
    Map<String, ForwarderState> states = new LinkedHashMap<>();
    forwarders.forEach((id, forwarder) -> states.put(id, forwarder.state()));
    return states;
  }

  /** Null for a destination that is not configured. */
  Forwarder of(String destination) {
    return forwarders.get(destination);
  }

  @Override
  public void waiting(String destination, long deliveryId) {
    tell(destination, forwarder -> forwarder.wake(deliveryId));
  }

  @Override
  public void paused(String destination, String reason) {
    tell(destination, forwarder -> forwarder.pause(reason));
    pauses.paused(destination);
  }

  @Override
  public void resumed(String destination) {
    tell(destination, Forwarder::resume);
    pauses.resumed(destination);
  }

  private void tell(String destination, Consumer<Forwarder> word) {
    Forwarder forwarder = forwarders.get(destination);
    if (forwarder != null) {
      word.accept(forwarder);
    }
  }

  @Override
  public void start() {
    running = true;
    // first, so that a pause that ends while they start is seen to end
    pauses.look();
    forwarders.values().forEach(Forwarder::start);
  }

  @Override
  public void stop() {
    running = false;
    forwarders.values().forEach(Forwarder::halt);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Callers.GRACE_MILLIS);
    forwarders.values().forEach(forwarder -> forwarder.stop(until));
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
