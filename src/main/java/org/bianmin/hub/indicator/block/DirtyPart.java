package org.bianmin.hub.indicator.block;

import java.util.Comparator;

/**
 * A block that is to be built.
 *
 * @param facility empty for all of them
 */
record DirtyPart(String facility, Part of) {

  /** One order for all writers, so that none waits for another that waits for it. */
  static final Comparator<DirtyPart> ORDER =
      Comparator.comparing((DirtyPart dirty) -> dirty.of.type())
          .thenComparingLong(dirty -> dirty.of.part())
          .thenComparing(DirtyPart::facility);
}
