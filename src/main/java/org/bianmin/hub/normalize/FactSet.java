package org.bianmin.hub.normalize;

import java.util.concurrent.atomic.AtomicInteger;
import org.bianmin.hub.event.EventKey;

/**
 * Tells facts apart by 64-bit hashes of their keys, in bounded memory: that two of a million share
 * one is less likely than one in ten million.
 */
final class FactSet {

  private static final int FIRST_CAPACITY = 64;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final AtomicInteger left;
  private long[] slots = new long[FIRST_CAPACITY];
  private int size;
  private boolean overflown;

  /**
   * Starts empty.
   *
   * @param left how many more facts this and other sets together may hold
   */
  FactSet(AtomicInteger left) {
    this.left = left;
  }

  void add(EventKey key) {
    if (holds(slots, hash(key))) {
      return;
    }
    if (left.get() == 0) {
      overflown = true;
      return;
    }
    left.decrementAndGet();
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    slots[free(slots, hash(key))] = hash(key);
  }

  int size() {
    return size;
  }

  /** Whether there are more than {@link #size} says. */
  boolean overflown() {
    return overflown;
  }

  /** Whether a hash is there already. */
  private static boolean holds(long[] slots, long hash) {
    return slots[free(slots, hash)] == hash;
  }

  /** Where a hash is, or would be. */
  private static int free(long[] slots, long hash) {
    int mask = slots.length - 1;
    int at = (int) hash & mask;
    while (slots[at] != 0 && slots[at] != hash) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long hash : slots) {
      if (hash != 0) {
        larger[free(larger, hash)] = hash;
      }
    }
    slots = larger;
  }

  /** FNV-1a over both texts, then mixed so that the low bits depend on all; never 0. */
  private static long hash(EventKey key) {
    long hash = text(text(FNV_OFFSET, key.facility()) * FNV_PRIME, key.businessKey());
    hash ^= hash >>> 33;
    hash *= 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    hash *= 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }

  private static long text(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
