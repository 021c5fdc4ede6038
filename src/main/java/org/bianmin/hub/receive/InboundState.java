package org.bianmin.hub.receive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** How the topic does to which listeners commit, and how far the journal is behind it. */
@Component
@ConditionalOnProperty("hub.inbound.enabled")
public final class InboundState implements MeterBinder {

  private final InboundProperties properties;
  private final InboundWatch watch;
  private final InboundFill fill;
  private final InboundTopic topic;

  InboundState(
      InboundProperties properties, InboundWatch watch, InboundFill fill, InboundTopic topic) {
    this.properties = properties;
    this.watch = watch;
    this.fill = fill;
    this.topic = topic;
  }

  /** Name of the topic. */
  public String topic() {
    return properties.topic();
  }

  /** Whether it takes messages, as far as this node knows. */
  public boolean takes() {
    return !topic.isAway();
  }

  /** Records that the journal has not, of all nodes; looked at every few seconds. */
  public long waiting() {
    return watch.lag();
  }

  /** Milliseconds since the oldest message came that this node is about to store; 0 where none. */
  public long oldestMillis() {
    long since = fill.oldestReceivedAt();
    return since == 0 ? 0 : Math.max(0, System.currentTimeMillis() - since);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("hub.inbound.waiting", this, InboundState::waiting)
        .description("Messages of the topic of listeners that are not in the journal yet")
        .register(registry);
    Gauge.builder("hub.inbound.oldest", this, state -> state.oldestMillis() / 1_000.0)
        .description("How long the oldest of them waits that the node is about to store")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("hub.inbound.takes", this, state -> state.takes() ? 1 : 0)
        .description("1 while the topic of listeners takes messages")
        .register(registry);
  }
}
