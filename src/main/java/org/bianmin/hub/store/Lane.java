package org.bianmin.hub.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * A bounded queue of items of one kind on their way to the next group commit.
 *
 * @param <T> the item
 */
public final class Lane<T> {

  private record Entry<T>(T item, long bytes) {}

  /** Items taken for one commit, with the room they give back when it is over. */
  record Taken<T>(Lane<T> lane, List<T> items, long bytes) {}

  private final GroupCommit owner;
  final String name;
  final LaneWriter<T> writer;
  private final int perCommit;
  private final int capacity;
  private final long byteCapacity;
  private final ArrayDeque<Entry<T>> waiting = new ArrayDeque<>();
  private int held;
  private long heldBytes;

  Lane(
      GroupCommit owner,
      String name,
      LaneWriter<T> writer,
      int perCommit,
      int capacity,
      long byteCapacity) {
    this.owner = owner;
    this.name = name;
    this.writer = writer;
    this.perCommit = perCommit;
    this.capacity = capacity;
    this.byteCapacity = byteCapacity;
  }

  /**
   * Hands an item to the next group commit. Blocks while the lane is full, so that whoever feeds it
   * slows down.
   *
   * @param bytes what the item weighs in memory
   * @throws StoreUnavailable when the store is shutting down
   */
  public void submit(T item, long bytes) {
    owner.lock.lock();
    try {
      while (held > 0 && (held >= capacity || heldBytes + bytes > byteCapacity)) {
        if (owner.closed) {
          break;
        }
        owner.room.awaitUninterruptibly();
      }
      if (owner.closed) {
        throw new StoreUnavailable("The hub is shutting down; send again later", null);
      }
      waiting.add(new Entry<>(item, bytes));
      held++;
      heldBytes += bytes;
      owner.work.signal();
    } finally {
      owner.lock.unlock();
    }
  }

  /** Takes the next items; the caller holds the owner's lock. */
  Taken<T> take() {
    if (waiting.isEmpty()) {
      return null;
    }
    List<T> items = new ArrayList<>(Math.min(waiting.size(), perCommit));
    long bytes = 0;
    while (!waiting.isEmpty() && items.size() < perCommit) {
      Entry<T> entry = waiting.poll();
      items.add(entry.item());
      bytes += entry.bytes();
    }
    return new Taken<>(this, items, bytes);
  }

  boolean idle() {
    return waiting.isEmpty();
  }

  /** Gives room back once the items are committed or failed. */
  void release(int items, long bytes) {
    owner.lock.lock();
    try {
      held -= items;
      heldBytes -= bytes;
      owner.room.signalAll();
    } finally {
      owner.lock.unlock();
    }
  }
}
