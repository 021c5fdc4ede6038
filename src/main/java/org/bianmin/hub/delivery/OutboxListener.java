package org.bianmin.hub.delivery;

/** Hears, after the commit, what people did to the outbox. */
public interface OutboxListener {

  /** A delivery waits again. */
  default void waiting(String destination, long deliveryId) {}

  /** Nothing is sent to the destination until it is resumed. */
  default void paused(String destination, String reason) {}

  /** The destination takes deliveries again. */
  default void resumed(String destination) {}
}
