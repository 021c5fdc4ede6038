package org.bianmin.hub.simulator;

import java.util.Arrays;

/**
 * The newest version of a measure event that the platform holds.
 *
 * @param version its number
 * @param active whether it counts
 * @param item the item as it was sent, UTF-8 JSON
 * @param mark digest of what counts as its content; null where all of the item does
 */
record Fact(int version, boolean active, byte[] item, byte[] mark) {

  Fact(int version, boolean active, byte[] item) {
    this(version, active, item, null);
  }

  /** The item with its members sorted, as people and tests compare it. */
  byte[] shown() {
    return Json.sorted(item);
  }

  /** Whether the content is the same, in whatever order and with whatever blanks it was written. */
  boolean sameContent(Fact other) {
    if (mark != null) {
      return Arrays.equals(mark, other.mark);
    }
    return Arrays.equals(item, other.item) || Arrays.equals(shown(), other.shown());
  }
}
