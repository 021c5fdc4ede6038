package org.bianmin.hub.receive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** How far the journal is behind the topic to which listeners commit. */
@Component
@ConditionalOnProperty("hub.inbound.enabled")
final class InboundMeters implements MeterBinder {

  private final InboundWatch watch;
  private final InboundFill fill;
  private final InboundTopic topic;

  InboundMeters(InboundWatch watch, InboundFill fill, InboundTopic topic) {
    this.watch = watch;
    this.fill = fill;
    this.topic = topic;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("hub.inbound.waiting", watch, InboundWatch::lag)
        .description("Records of hub.inbound that are not in the journal yet")
        .register(registry);
    Gauge.builder("hub.inbound.oldest", fill, InboundMeters::age)
        .description("How long the oldest message waits that this node stores in the journal")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("hub.inbound.takes", topic, t -> t.isAway() ? 0 : 1)
        .description("1 while the topic hub.inbound takes messages")
        .register(registry);
  }

  private static double age(InboundFill fill) {
    long since = fill.oldestReceivedAt();
    return since == 0 ? 0 : Math.max(0, System.currentTimeMillis() - since) / 1_000.0;
  }
}
