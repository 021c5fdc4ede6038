package org.bianmin.hub.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;

/**
 * Hands rows that were just committed on to the next stage in memory. When the next stage falls
 * behind, rows are left in their table and read from there later: a backlog costs disk, not memory.
 * A row may be handed on twice (after a replay); the next stage guards its update with the state.
 *
 * @param <T> the row
 */
public final class Handover<T> {

  /** Reads waiting rows from their table. */
  @FunctionalInterface
  public interface Table<T> {

    /** Waiting rows with {@code from <= id <= to}, ascending, at most {@code limit}. */
    List<T> page(long from, long to, int limit);
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ReentrantLock paging = new ReentrantLock();
  private final ArrayDeque<T> memory = new ArrayDeque<>();
  private final Table<T> table;
  private final ToLongFunction<T> id;
  private final ToLongFunction<T> bytes;
  private final int capacity;
  private final long byteCapacity;
  private long heldBytes;
  private long lastId;
  // where reading from the table goes on; the table is read while this is set
  private boolean behind = true;
  private long from;
  private long readUpTo;
  // the table is read up to here, then no more: later rows are in memory
  private long to = Long.MAX_VALUE;
  private boolean closed;

  public Handover(
      Table<T> table,
      ToLongFunction<T> id,
      ToLongFunction<T> bytes,
      int capacity,
      long byteCapacity) {
    this.table = table;
    this.id = id;
    this.bytes = bytes;
    this.capacity = capacity;
    this.byteCapacity = byteCapacity;
  }

  /** Hands on rows that are committed. Never blocks. */
  public void offer(List<T> rows) {
    lock.lock();
    try {
      for (T row : rows) {
        long rowId = id.applyAsLong(row);
        long weight = bytes.applyAsLong(row);
        lastId = Math.max(lastId, rowId);
        boolean readsTable = behind && to == Long.MAX_VALUE;
        if (readsTable || rowId <= readUpTo) {
          // the one writer commits in ascending order, so the table's reader sees it or has seen it
          continue;
        }
        if (memory.isEmpty() || (memory.size() < capacity && heldBytes + weight <= byteCapacity)) {
          memory.add(row);
          heldBytes += weight;
        } else {
          leaveInTable(rowId);
        }
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Tells that rows from this id on wait in the table, for example after a replay. */
  public void waiting(long rowId) {
    lock.lock();
    try {
      leaveInTable(rowId);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void leaveInTable(long rowId) {
    from = behind ? Math.min(from, rowId) : rowId;
    behind = true;
    to = Long.MAX_VALUE;
  }

  /**
   * The next rows, from memory or from the table; empty when none came in time.
   *
   * @param limit most rows
   * @param timeoutMillis how long to wait for the first
   */
  public List<T> take(int limit, long timeoutMillis) throws InterruptedException {
    List<T> rows = fromTable(limit);
    if (!rows.isEmpty()) {
      return rows;
    }
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
      while (memory.isEmpty() && !behind && !closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      int n = Math.min(limit, memory.size());
      rows = new ArrayList<>(n);
      for (int i = 0; i < n; i++) {
        T row = memory.poll();
        heldBytes -= bytes.applyAsLong(row);
        rows.add(row);
      }
      return rows;
    } finally {
      lock.unlock();
    }
  }

  /** Rows from the table while behind; empty once caught up. */
  private List<T> fromTable(int limit) {
    if (!isBehind() || !paging.tryLock()) {
      return List.of();
    }
    try {
      while (isBehind()) {
        long first;
        long last;
        lock.lock();
        try {
          first = from;
          last = to;
        } finally {
          lock.unlock();
        }
        List<T> rows = table.page(first, last, limit);
        lock.lock();
        try {
          advance(rows, first, last);
        } finally {
          lock.unlock();
        }
        if (!rows.isEmpty()) {
          return rows;
        }
      }
      return List.of();
    } finally {
      paging.unlock();
    }
  }

  private void advance(List<T> rows, long first, long last) {
    if (!rows.isEmpty()) {
      readUpTo = Math.max(readUpTo, id.applyAsLong(rows.get(rows.size() - 1)));
    }
    if (from != first || to != last) {
      // rows were left in the table meanwhile: read on from where that begins
      return;
    }
    if (!rows.isEmpty()) {
      from = id.applyAsLong(rows.get(rows.size() - 1)) + 1;
    } else if (to == Long.MAX_VALUE) {
      // nothing left: rows committed from now on may go to memory, those until now are read once
      // more, because they may have been committed after the page was read
      to = lastId;
    } else {
      behind = false;
      to = Long.MAX_VALUE;
    }
  }

  private boolean isBehind() {
    lock.lock();
    try {
      return behind && !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Rows in memory. */
  public int size() {
    lock.lock();
    try {
      return memory.size();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes those who wait; nothing more is handed on. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
