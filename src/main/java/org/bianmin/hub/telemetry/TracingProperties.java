package org.bianmin.hub.telemetry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * MessageTraces of messages (docs/tracing.md).
 *
 * @param sample share of the messages that are traced, from 0 (none) to 1 (all)
 * @param endpoint where a collector takes OTLP over HTTP
 * @param queue most spans held for it; what comes while it is full is dropped and counted
 * @param timeout of one call of the collector
 * @param tell destinations whose requests carry {@code traceparent}, by id; their operators agree
 *     to it first
 * @param node what this node is called in spans; the name of the machine when empty
 */
@ConfigurationProperties("hub.tracing")
public record TracingProperties(
    @DefaultValue("0") double sample,
    @DefaultValue("http://localhost:4318/v1/traces") URI endpoint,
    @DefaultValue("8192") int queue,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue List<String> tell,
    @DefaultValue("") String node) {

  public TracingProperties {
    if (!(sample >= 0 && sample <= 1)) {
      throw new IllegalArgumentException("hub.tracing.sample is a share from 0 to 1");
    }
    if (endpoint.getHost() == null
        || !("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))) {
      throw new IllegalArgumentException(
          "hub.tracing.endpoint is an address like http://localhost:4318/v1/traces");
    }
    if (queue < 1) {
      throw new IllegalArgumentException("hub.tracing.queue is at least 1");
    }
  }
}
