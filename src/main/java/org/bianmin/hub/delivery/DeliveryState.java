package org.bianmin.hub.delivery;

/** Where a delivery stands. */
public enum DeliveryState {
  /** To be sent. */
  AVAILABLE,
  /**
   * On its way, persisted only for destinations that take no repeats: found so after a crash,
   * nobody knows whether it arrived, and a person decides.
   */
  EXECUTING,
  /** A try failed in a way that another may mend. */
  RETRYABLE,
  /** The destination has it. */
  DELIVERED,
  /** A newer version of the fact took its place. */
  SUPERSEDED,
  /** The destination refuses it, or a person gave it up: the dead letter. */
  DISCARDED;

  /** Whether the destination still has to get it. */
  public boolean waiting() {
    return this == AVAILABLE || this == EXECUTING || this == RETRYABLE;
  }
}
