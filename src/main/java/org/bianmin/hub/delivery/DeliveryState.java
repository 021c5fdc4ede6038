package org.bianmin.hub.delivery;

/** Where a delivery stands. Every delivery is in exactly one of these states. */
public enum DeliveryState {
  /** Waits for its first try, or for the next one at once. */
  AVAILABLE,
  /** On its way. */
  EXECUTING,
  /** Waits for the moment of its next try. */
  RETRYABLE,
  /** The destination has it. */
  DELIVERED,
  /** A newer version of the same event took its place before it was sent. */
  SUPERSEDED,
  /** Refused by the destination, or taken out by a person: the dead letters. */
  DISCARDED;

  /** Whether the destination still has to get it. */
  public boolean waiting() {
    return this == AVAILABLE || this == EXECUTING || this == RETRYABLE;
  }
}
