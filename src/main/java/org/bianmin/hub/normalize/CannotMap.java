package org.bianmin.hub.normalize;

import org.bianmin.hub.journal.Parked;

/** The message cannot be turned into events as it is; it is parked with this reason. */
final class CannotMap extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Parked parked;

  CannotMap(String stage, String reason, String location) {
    // an expected ending of a message, not a fault: no stack trace
    super(reason, null, false, false);
    this.parked = new Parked(stage, reason, location);
  }

  Parked parked() {
    return parked;
  }
}
