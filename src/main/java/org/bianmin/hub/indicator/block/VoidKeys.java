package org.bianmin.hub.indicator.block;

import java.util.HashSet;
import java.util.Set;

/** Identities of the business keys of the void facts of one type and facility. */
public final class VoidKeys {

  private static final VoidKeys NONE = new VoidKeys(Set.of());

  private final Set<Identity> keys;

  private VoidKeys(Set<Identity> keys) {
    this.keys = keys;
  }

  public static VoidKeys none() {
    return NONE;
  }

  /** The keys of several blocks of void facts. */
  public static VoidKeys of(Iterable<? extends FactBlock> blocks) {
    Set<Identity> keys = new HashSet<>();
    for (FactBlock block : blocks) {
      Column key = block.key();
      for (int row = 0; row < block.size(); row++) {
        keys.add(new Identity(key.high(row), key.low(row)));
      }
    }
    return keys.isEmpty() ? NONE : new VoidKeys(keys);
  }

  /** Whether a fact of this identity is known and void; one that was never told is not. */
  public boolean contains(long high, long low) {
    return !keys.isEmpty() && keys.contains(new Identity(high, low));
  }

  public int size() {
    return keys.size();
  }
}
