package org.bianmin.hub.console;

import java.util.List;

/**
 * The way of a message: what it consists of, the events it told, where they were delivered.
 *
 * @param parts segments or resources, values masked; empty when the raw bytes are pruned
 * @param pruned whether the raw bytes are pruned (hub.retention.messages)
 */
record Trace(MessageJson message, List<Part> parts, boolean pruned, List<TracedEvent> events) {

  /**
   * A segment (HL7 v2) or a resource (FHIR).
   *
   * @param fields how many fields or elements it has
   * @param values of its filled fields; what may name a person is masked
   */
  record Part(String name, int fields, List<Value> values) {}

  /** A field of a part, for example {@code PV1-2} or {@code status}. */
  record Value(String path, String text, boolean masked) {}

  /** An event with its deliveries. */
  record TracedEvent(EventJson event, List<DeliveryJson.Traced> deliveries) {}
}
