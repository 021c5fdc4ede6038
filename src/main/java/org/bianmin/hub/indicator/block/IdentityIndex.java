package org.bianmin.hub.indicator.block;

import java.util.Arrays;

/**
 * Numbers identities in the order in which they come. A day of a large hospital has a million of a
 * column: one takes 25 to 50 bytes here, and 107 in a map of objects.
 */
final class IdentityIndex {

  private static final int FIRST = 64;

  private long[] highs = new long[FIRST];
  private long[] lows = new long[FIRST];
  private int size;

  /** Number and 1 of the identity whose place this is; 0 is free. Never more than half full. */
  private int[] slots = new int[4 * FIRST];

  int size() {
    return size;
  }

  /** The number of one that was there before; of a new one -1, and it has the next number. */
  int add(Identity identity) {
    int slot = place(identity.high(), identity.low());
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == highs.length) {
      highs = Arrays.copyOf(highs, 2 * size);
      lows = Arrays.copyOf(lows, 2 * size);
    }
    highs[size] = identity.high();
    lows[size] = identity.low();
    slots[slot] = ++size;
    if (2 * size > slots.length) {
      spread();
    }
    return -1;
  }

  private int place(long high, long low) {
    int slot = spot(high ^ low);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (highs[number] == high && lows[number] == low) {
        return slot;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  /** The top bits of the product depend on all bits (Fibonacci hashing). */
  private int spot(long bits) {
    int shift = Long.numberOfLeadingZeros(slots.length) + 1;
    return (int) ((bits * 0x9E37_79B9_7F4A_7C15L) >>> shift);
  }

  private void spread() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < size; number++) {
      slots[place(highs[number], lows[number])] = number + 1;
    }
  }

  /** All of them by their numbers, 16 bytes each. */
  void write(ByteSink to) {
    for (int number = 0; number < size; number++) {
      to.fixed(highs[number]);
      to.fixed(lows[number]);
    }
  }
}
