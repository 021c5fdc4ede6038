package org.bianmin.hub.receive;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.bianmin.hub.telemetry.TraceParent;

/**
 * Leaves out the headers of records, for they may hold anything, but the sender's {@code
 * traceparent}.
 */
final class KafkaNoHeaders implements HeaderFilterStrategy {

  @Override
  public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
    return true;
  }

  @Override
  public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
    return !TraceParent.HEADER.equals(name);
  }
}
