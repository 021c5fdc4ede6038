package org.bianmin.hub.normalize;

import org.bianmin.hub.facts.Unmapped;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.mapping.CodeTable;

/** The message cannot be turned into events as it is; it is parked with this reason. */
final class CannotMap extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Parked parked;
  // the code that is missing, with its event type and source once they are known; else null
  private final transient Unmapped missing;

  CannotMap(String stage, String reason, String location) {
    this(new Parked(stage, reason, location), null);
  }

  private CannotMap(Parked parked, Unmapped missing) {
    // an expected ending of a message, not a fault: no stack trace
    super(parked.reason(), null, false, false);
    this.parked = parked;
    this.missing = missing;
  }

  /** A table that decides which event is told has no row for a code. */
  static CannotMap missing(CodeTable table, String code, String location) {
    Parked parked =
        new Parked(
            "map",
            "code '"
                + code
                + "' is not in mappings/codes/"
                + table.name()
                + ".csv; add a row for it, reload, and replay this message",
            location);
    return new CannotMap(parked, Unmapped.deciding("", table.name(), "", code));
  }

  /** The same, of an event that could not be told. */
  CannotMap telling(String type, String source) {
    return missing == null
        ? this
        : new CannotMap(parked, new Unmapped(type, missing.attribute(), source, missing.code()));
  }

  Parked parked() {
    return parked;
  }

  /** The code for which the message is parked, or null when it is parked for something else. */
  Unmapped missing() {
    return missing;
  }
}
