package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bianmin.hub.indicator.block.FactBlock;

/** Counted facts that wait for what is joined to them, numbered from 0. */
final class Slice {

  private final Frame frame;
  private final List<JoinPass> joins;
  private final List<FactBlock> blocks = new ArrayList<>();
  private int[] block = new int[64];
  private int[] row = new int[64];
  private int size;

  Slice(Frame frame, List<JoinPass> joins) {
    this.frame = frame;
    this.joins = joins;
  }

  void clear() {
    blocks.clear();
    size = 0;
  }

  int size() {
    return size;
  }

  /** Adds the fact in slot 0. */
  void add() {
    if (size == block.length) {
      block = Arrays.copyOf(block, size * 2);
      row = Arrays.copyOf(row, size * 2);
    }
    if (blocks.isEmpty() || blocks.get(blocks.size() - 1) != frame.blocks[0]) {
      blocks.add(frame.blocks[0]);
    }
    block[size] = blocks.size() - 1;
    row[size++] = frame.rows[0];
  }

  long occurredAt(int entry) {
    return blocks.get(block[entry]).occurredAt(row[entry]);
  }

  long id(int entry) {
    return blocks.get(block[entry]).id(row[entry]);
  }

  /** Puts a fact into the frame, with what the first joins found. */
  void load(int entry, int joinsMade) {
    frame.blocks[0] = blocks.get(block[entry]);
    frame.rows[0] = row[entry];
    for (int j = 0; j < joinsMade; j++) {
      joins.get(j).load(entry);
    }
  }
}
