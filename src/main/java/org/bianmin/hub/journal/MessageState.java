package org.bianmin.hub.journal;

/** Where a journaled message stands. Every message is in exactly one of these states. */
public enum MessageState {
  /** Stored and acknowledged, still to be normalized: "waiting" in the conservation check. */
  RECEIVED,
  /** Its measure events are in the facts. */
  NORMALIZED,
  /** Read, and it has nothing to tell; the reason says why. */
  IGNORED,
  /** Could not be read or mapped; kept with its reason until it is replayed. */
  PARKED
}
