package org.bianmin.hub.delivery;

import java.util.List;
import org.bianmin.hub.event.MeasureEvent;

/**
 * Items on their way to one destination.
 *
 * @param destination id in {@code hub.destinations}
 * @param batchNo unique; never reused
 * @param events the items
 */
public record Batch(String destination, String batchNo, List<MeasureEvent> events) {

  @Override
  public String toString() {
    return "Batch[" + batchNo + ", " + events.size() + " items]";
  }
}
