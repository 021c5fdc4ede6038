package org.bianmin.hub.indicator.compute;

import java.util.Arrays;

/** Which entries, numbered from 0, have an identity: chains in plain arrays. */
final class IdentityIndex {

  private final long[] highs;
  private final long[] lows;
  private final int[] heads;
  private final int[] next;
  private final int mask;

  /**
   * @param entries how many there may be
   */
  IdentityIndex(int entries) {
    int capacity = Integer.highestOneBit(Math.max(8, entries)) * 4;
    highs = new long[capacity];
    lows = new long[capacity];
    heads = new int[capacity];
    next = new int[entries];
    mask = capacity - 1;
    Arrays.fill(heads, -1);
  }

  void add(long high, long low, int entry) {
    int at = find(high, low);
    highs[at] = high;
    lows[at] = low;
    next[entry] = heads[at];
    heads[at] = entry;
  }

  /** An entry with the identity, -1 for none. */
  int first(long high, long low) {
    return heads[find(high, low)];
  }

  /** Another one with the same identity, -1 for none. */
  int next(int entry) {
    return next[entry];
  }

  private int find(long high, long low) {
    int at = Mix.place(high, low) & mask;
    while (heads[at] >= 0 && (highs[at] != high || lows[at] != low)) {
      at = (at + 1) & mask;
    }
    return at;
  }
}
