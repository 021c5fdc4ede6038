package org.bianmin.hub.store;

import java.time.Duration;
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
      while (full(bytes) && !owner.closed) {
        owner.room.awaitUninterruptibly();
      }
      add(item, bytes);
    } finally {
      owner.lock.unlock();
    }
  }

  /**
   * As {@link #submit(Object, long)}, for feeders that cannot be slowed down.
   *
   * @param patience how long it waits for room
   * @throws StoreUnavailable when there is still none, or when the store is shutting down
   */
  public void submit(T item, long bytes, Duration patience) {
    owner.lock.lock();
    try {
      long left = patience.toNanos();
      while (full(bytes) && !owner.closed) {
        if (left <= 0) {
          throw new StoreUnavailable("The store has fallen behind; send again later", null);
        }
        left = owner.room.awaitNanos(left);
      }
      add(item, bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("The hub is shutting down; send again later", e);
    } finally {
      owner.lock.unlock();
    }
  }

  private boolean full(long bytes) {
    return held > 0 && (held >= capacity || heldBytes + bytes > byteCapacity);
  }

  private void add(T item, long bytes) {
    if (owner.closed) {
      throw new StoreUnavailable("The hub is shutting down; send again later", null);
    }
    waiting.add(new Entry<>(item, bytes));
    held++;
    heldBytes += bytes;
    owner.work.signal();
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

  /** Items held; the caller holds the owner's lock. */
  int held() {
    return held;
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
