package org.bianmin.hub.delivery;

import java.util.Map;

/**
 * What a destination still has to get.
 *
 * @param byState waiting deliveries by state; states without any are missing
 * @param oldestAt when the oldest of them was made, epoch milliseconds; null when none waits
 */
public record Backlog(Map<DeliveryState, Long> byState, Long oldestAt) {

  public static final Backlog NONE = new Backlog(Map.of(), null);

  /** Waiting deliveries. */
  public long size() {
    long size = 0;
    for (long n : byState.values()) {
      size += n;
    }
    return size;
  }
}
