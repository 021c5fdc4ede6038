package org.bianmin.hub.event;

/** Whether a measure event counts. */
public enum EventStatus {
  /** Asserted by the newest version. */
  ACTIVE,
  /** Cancelled by the newest version. */
  VOID,
  /** Only amendments have arrived so far; not counted, not delivered. */
  PENDING;

  /** The word on the wire: {@code active} or {@code void}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
