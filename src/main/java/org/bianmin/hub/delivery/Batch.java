package org.bianmin.hub.delivery;

import java.util.List;
import org.bianmin.hub.event.MeasureEvent;

/**
 * Items on their way to one destination.
 *
 * @param destination id in {@code hub.destinations}
 * @param batchNo unique; never reused
 * @param events the items
 * @param traceparent what the call is called in traces, to be told to the destination; else null
 */
public record Batch(
    String destination, String batchNo, List<MeasureEvent> events, String traceparent) {

  /** A batch whose destination is told nothing of traces. */
  public Batch(String destination, String batchNo, List<MeasureEvent> events) {
    this(destination, batchNo, events, null);
  }

  /** Some of its items, as a batch of the same call. */
  public Batch part(String number, List<MeasureEvent> some) {
    return new Batch(destination, number, some, traceparent);
  }

  @Override
  public String toString() {
    return "Batch[" + batchNo + ", " + events.size() + " items]";
  }
}
