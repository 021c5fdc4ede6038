package org.bianmin.hub.indicator.compute;

/** A set of 128-bit identities in plain arrays. */
final class IdentitySet {

  private long[] highs = new long[32];
  private long[] lows = new long[32];
  private int size;
  // both halves 0 mark a free place
  private boolean zero;

  /** Adds one; false when it was in. */
  boolean add(long high, long low) {
    if ((high | low) == 0) {
      boolean added = !zero;
      zero = true;
      return added;
    }
    int at = find(high, low);
    if ((highs[at] | lows[at]) != 0) {
      return false;
    }
    highs[at] = high;
    lows[at] = low;
    size++;
    if (size * 2 > highs.length) {
      grow();
    }
    return true;
  }

  boolean contains(long high, long low) {
    if ((high | low) == 0) {
      return zero;
    }
    int at = find(high, low);
    return (highs[at] | lows[at]) != 0;
  }

  int size() {
    return size + (zero ? 1 : 0);
  }

  /** How many are in both. */
  int common(IdentitySet other) {
    int common = zero && other.zero ? 1 : 0;
    for (int i = 0; i < highs.length; i++) {
      if ((highs[i] | lows[i]) != 0 && other.contains(highs[i], lows[i])) {
        common++;
      }
    }
    return common;
  }

  private int find(long high, long low) {
    int mask = highs.length - 1;
    int at = Mix.place(high, low) & mask;
    while ((highs[at] | lows[at]) != 0 && (highs[at] != high || lows[at] != low)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldHighs = highs;
    long[] oldLows = lows;
    highs = new long[oldHighs.length * 2];
    lows = new long[highs.length];
    for (int i = 0; i < oldHighs.length; i++) {
      if ((oldHighs[i] | oldLows[i]) != 0) {
        int at = find(oldHighs[i], oldLows[i]);
        highs[at] = oldHighs[i];
        lows[at] = oldLows[i];
      }
    }
  }
}
