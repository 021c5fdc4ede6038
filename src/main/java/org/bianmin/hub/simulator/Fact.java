package org.bianmin.hub.simulator;

import java.util.Arrays;

/**
 * The newest version of a measure event that the platform holds.
 *
 * @param version its number
 * @param active whether it counts
 * @param item the item as it was sent, UTF-8 JSON
 */
record Fact(int version, boolean active, byte[] item) {

  /** Whether the content is the same, in whatever order and with whatever blanks it was written. */
  boolean sameContent(Fact other) {
    return Arrays.equals(item, other.item)
        || Arrays.equals(Json.sorted(item), Json.sorted(other.item));
  }
}
