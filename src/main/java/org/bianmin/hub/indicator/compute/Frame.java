package org.bianmin.hub.indicator.compute;

import org.bianmin.hub.indicator.block.FactBlock;

/**
 * The fact that is being looked at, and those joined to it: slot 0 is the fact, the others its
 * joins in order. One thread uses it.
 */
final class Frame {

  final FactBlock[] blocks;

  /** Row in the block of the slot; -1 where nothing is joined. */
  final int[] rows;

  /** How many facts of each join match; of slot 0 nothing. */
  final int[] matches;

  /** What {@code $asOf} is. */
  final long asOf;

  /** What {@code $cut} is. */
  final long cut;

  Frame(int slots, long asOf, long cut) {
    this.asOf = asOf;
    this.cut = cut;
    blocks = new FactBlock[slots];
    rows = new int[slots];
    matches = new int[slots];
  }

  long id() {
    return blocks[0].id(rows[0]);
  }

  long occurredAt() {
    return blocks[0].occurredAt(rows[0]);
  }
}
