package org.bianmin.hub.indicator.block;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The blocks that were read last, with the columns that were asked of them, up to so many bytes.
 */
final class BlockCache {

  private record Key(String facility, String type, long part) {}

  private static final class Entry {
    StoredBlock block;
    // of memory, in bytes
    long weight;
    boolean kept;
  }

  private final Map<Key, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private final long capacity;
  private long weight;

  BlockCache(long capacity) {
    this.capacity = capacity;
  }

  /** The block of a generation, or null. */
  synchronized FactBlock find(String facility, String type, BlockRows.Head head) {
    Entry entry = entries.get(new Key(facility, type, head.part()));
    return entry == null || entry.block.generation() != head.generation() ? null : entry.block;
  }

  /** Keeps a block that was just read; it grows as its columns are asked for. */
  FactBlock keep(String facility, String type, long part, BlockRows.Stored stored) {
    Entry entry = new Entry();
    entry.block =
        new StoredBlock(
            facility, type, stored.generation(), stored.bytes(), more -> grow(entry, more));
    synchronized (this) {
      Entry before = entries.put(new Key(facility, type, part), entry);
      weight += entry.weight;
      entry.kept = true;
      if (before != null) {
        forget(before);
      }
      shrink();
    }
    return entry.block;
  }

  private synchronized void grow(Entry entry, long more) {
    entry.weight += more;
    if (entry.kept) {
      weight += more;
      shrink();
    }
  }

  /** Throws the least recently used away; who reads them at the moment reads on. */
  private void shrink() {
    Iterator<Entry> eldest = entries.values().iterator();
    while (weight > capacity && eldest.hasNext()) {
      forget(eldest.next());
      eldest.remove();
    }
  }

  private void forget(Entry entry) {
    weight -= entry.weight;
    entry.kept = false;
  }

  /** Bytes of memory that are taken. */
  synchronized long weight() {
    return weight;
  }

  synchronized int size() {
    return entries.size();
  }
}
