package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.bianmin.hub.indicator.block.FactBlock;
import org.bianmin.hub.indicator.programme.Join;

/**
 * Makes one join for a slice: the counted facts lie in a hash table, those of the other type stream
 * by. A fact is never joined to itself.
 */
final class JoinPass {

  private final Surroundings around;
  private final Join join;
  private final Frame frame;
  private final int slot;
  private final Tuple joined;
  private final Tuple counted;
  private final Test where;
  private final Suspension suspension;
  private final List<FactBlock> blocks = new ArrayList<>();
  private int[] matches = new int[0];
  private int[] pickBlock = new int[0];
  private int[] pickRow = new int[0];
  private long watchedId = -1;
  private final BitSet watched = new BitSet();

  /**
   * @param slot of the frame that the joined fact is in
   */
  JoinPass(Surroundings around, Join join, Frame frame, int slot, Plan plan) {
    this.around = around;
    this.join = join;
    this.frame = frame;
    this.slot = slot;
    joined = new Tuple(join.by().stream().map(by -> plan.ref(by.joined(), slot)).toList());
    counted = new Tuple(join.by().stream().map(by -> plan.ref(by.counted(), 0)).toList());
    where = new Tests(around, path -> plan.ref(path, slot), plan::slot).all(join.where());
    suspension = new Suspension(around, frame, slot, join.event());
  }

  Join join() {
    return join;
  }

  void facility() {
    suspension.facility();
  }

  /** Remembers which facts of each slice this one is joined to. */
  void watch(long id) {
    watchedId = id;
  }

  /** -1 where none is watched. */
  long watched() {
    return watchedId;
  }

  boolean joinsWatched(int entry) {
    return watched.get(entry);
  }

  /**
   * Facts that have what the watched one is joined by, whatever else is asked of them. Only where
   * that hangs on no earlier join.
   *
   * @param at when the watched one happened
   */
  List<Asked.Only> partners(String event, long at, long from, long to) {
    List<Asked.Only> partners = new ArrayList<>();
    long[] wanted = new long[3];
    around
        .source()
        .read(around.facility(), join.event(), at, at + 1, block -> wanted(block, wanted));
    if (wanted[0] == 0) {
      return partners;
    }
    around
        .source()
        .read(
            around.facility(),
            event,
            from,
            to,
            block -> {
              frame.blocks[0] = block;
              for (int row = 0; row < block.size(); row++) {
                frame.rows[0] = row;
                if (counted.read() && counted.high() == wanted[1] && counted.low() == wanted[2]) {
                  partners.add(new Asked.Only(block.id(row), block.occurredAt(row)));
                }
              }
            });
    return partners;
  }

  /** Whether it was found, and the identity by which it is joined. */
  private void wanted(FactBlock block, long[] into) {
    frame.blocks[slot] = block;
    for (int row = 0; row < block.size(); row++) {
      frame.rows[slot] = row;
      if (block.id(row) == watchedId && joined.read()) {
        into[0] = 1;
        into[1] = joined.high();
        into[2] = joined.low();
      }
    }
  }

  /** Finds what belongs to the facts of a slice, in which the joins before this one are made. */
  void run(Slice slice) {
    int size = slice.size();
    blocks.clear();
    watched.clear();
    matches = new int[size];
    pickBlock = new int[size];
    pickRow = new int[size];
    Arrays.fill(pickRow, -1);
    if (size == 0) {
      return;
    }
    IdentityIndex index = new IdentityIndex(size);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    boolean any = false;
    for (int entry = 0; entry < size; entry++) {
      slice.load(entry, slot - 1);
      if (counted.read()) {
        index.add(counted.high(), counted.low(), entry);
        first = Math.min(first, frame.occurredAt());
        last = Math.max(last, frame.occurredAt());
        any = true;
      }
    }
    if (any) {
      long from = first - join.reach().before().toMillis();
      long to = last + join.reach().after().toMillis() + 1;
      around.source().read(around.facility(), join.event(), from, to, b -> stream(b, slice, index));
    }
  }

  private void stream(FactBlock block, Slice slice, IdentityIndex index) {
    frame.blocks[slot] = block;
    long before = join.reach().before().toMillis();
    long after = join.reach().after().toMillis();
    boolean kept = false;
    for (int row = 0; row < block.size(); row++) {
      frame.rows[slot] = row;
      if (!joined.read()) {
        continue;
      }
      int entry = index.first(joined.high(), joined.low());
      if (entry < 0 || suspension.suspended()) {
        continue;
      }
      long at = block.occurredAt(row);
      for (; entry >= 0; entry = index.next(entry)) {
        long of = slice.occurredAt(entry);
        if (at < of - before || at > of + after || block.id(row) == slice.id(entry)) {
          continue;
        }
        slice.load(entry, slot - 1);
        if (where.holds()) {
          kept |= match(entry, block, row);
        }
      }
    }
    if (kept) {
      blocks.add(block);
    }
  }

  /** Facts come by time and id, so the first to match is the first, and the last the last. */
  private boolean match(int entry, FactBlock block, int row) {
    matches[entry]++;
    if (block.id(row) == watchedId) {
      watched.set(entry);
    }
    if (matches[entry] == 1 || join.pick() == Join.Pick.LAST) {
      pickBlock[entry] = blocks.size();
      pickRow[entry] = row;
      return true;
    }
    return false;
  }

  /** Puts what was found for a fact into the frame. */
  void load(int entry) {
    frame.matches[slot] = matches[entry];
    frame.rows[slot] = pickRow[entry];
    if (pickRow[entry] >= 0) {
      frame.blocks[slot] = blocks.get(pickBlock[entry]);
    }
  }
}
