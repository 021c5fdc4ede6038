package org.bianmin.hub.receive;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many MLLP connections each source has open to this node. */
final class OpenConnections {

  private static final Map<String, AtomicInteger> OPEN = new ConcurrentHashMap<>();

  private OpenConnections() {}

  /** The number of a source; 0 from the moment on that it is first asked for. */
  static AtomicInteger of(String source) {
    return OPEN.computeIfAbsent(source, OpenConnections::gauge);
  }

  private static AtomicInteger gauge(String source) {
    AtomicInteger open = new AtomicInteger();
    Gauge.builder("hub.receive.connections", open, AtomicInteger::get)
        .description("MLLP connections that are open")
        .tag("source", source)
        .strongReference(true)
        .register(Metrics.globalRegistry);
    return open;
  }
}
