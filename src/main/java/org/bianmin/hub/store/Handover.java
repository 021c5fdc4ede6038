// size: one lock, and all that it guards
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
 * A row may be handed on twice after it was told to wait again; the next stage guards its update
 * with the state.
 *
 * @param <T> the row
 */
public final class Handover<T> {

  /** Reads waiting rows from their table. */
  @FunctionalInterface
  public interface Table<T> {

    /**
     * Waiting rows with {@code from <= id <= to}, ascending, at most {@code limit}; fewer are fine,
     * none means that there are none.
     */
    List<T> page(long from, long to, int limit);
  }

  /** A part of the table still to be read; both ends belong to it. */
  private static final class Span {
    long from;
    long to;
    final boolean told;

    /**
     * A part.
     *
     * @param told whether somebody said that it waits; else it was left for want of room
     */
    Span(long from, long to, boolean told) {
      this.from = from;
      this.to = to;
      this.told = told;
    }
  }

  private static final int TAKEN_PART = 8;

  /** With more parts of the table to be read again than these, what lies between is read too. */
  private static final int PARTS = 1000;

  private static final int NEAR = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<T> memory = new ArrayDeque<>();
  private final Table<T> table;
  private final OwnRows own;
  private final ToLongFunction<T> id;
  private final ToLongFunction<T> bytes;
  private final int capacity;
  private final long byteCapacity;
  private long heldBytes;
  private long lastId;
  // what was left in the table: up to its end while rows on offer are left there too, ...
  private Span backlog = new Span(0, Long.MAX_VALUE, false);
  // ... then up to where memory begins; and what was left after that, when memory was full again
  private Span next;
  // what waits again, or was another node's
  private final ArrayDeque<Span> again = new ArrayDeque<>();
  // the backlog was read up to here, perhaps before the rows were offered
  private long readUpTo;
  private boolean paging;
  private boolean closed;

  public Handover(
      Table<T> table,
      ToLongFunction<T> id,
      ToLongFunction<T> bytes,
      int capacity,
      long byteCapacity) {
    this(table, id, bytes, capacity, byteCapacity, OwnRows.alone("rows"));
  }

  /** Of rows that one of several nodes works on: those of the others are left to them. */
  public Handover(
      Table<T> table,
      ToLongFunction<T> id,
      ToLongFunction<T> bytes,
      int capacity,
      long byteCapacity,
      OwnRows own) {
    this.own = own;
    this.table = table;
    this.id = id;
    this.bytes = bytes;
    this.capacity = capacity;
    this.byteCapacity = byteCapacity;
    own.add(
        new OwnRows.Worker() {
          @Override
          public void waiting(long first, long last) {
            Handover.this.waiting(first, last);
          }

          @Override
          public void lost() {
            leave();
          }

          @Override
          public boolean idle() {
            return isIdle();
          }
        });
  }

  /** What belongs to another node now is not handed on. */
  private void leave() {
    lock.lock();
    try {
      memory.removeIf(row -> !own.owns(id.applyAsLong(row)));
      heldBytes = memory.stream().mapToLong(bytes).sum();
    } finally {
      lock.unlock();
    }
  }

  private boolean isIdle() {
    lock.lock();
    try {
      return memory.isEmpty() && backlog == null && next == null && again.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Hands on rows that are committed, in ascending order. Never blocks. */
  public void offer(List<T> rows) {
    if (rows.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      for (T row : rows) {
        long rowId = id.applyAsLong(row);
        lastId = Math.max(lastId, rowId);
        if (rowId > readUpTo && !leavesInTable()) {
          keep(row, rowId);
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean leavesInTable() {
    return next != null || (backlog != null && backlog.to == Long.MAX_VALUE);
  }

  private void keep(T row, long rowId) {
    long weight = bytes.applyAsLong(row);
    if (memory.isEmpty() || (memory.size() < capacity && heldBytes + weight <= byteCapacity)) {
      memory.add(row);
      heldBytes += weight;
    } else if (backlog == null) {
      backlog = new Span(rowId, Long.MAX_VALUE, false);
    } else {
      next = new Span(rowId, Long.MAX_VALUE, false);
    }
  }

  /** Tells that a row waits in the table again. */
  public void waiting(long rowId) {
    waiting(rowId, rowId);
  }

  /** Tells that rows between these ids, ends included, wait in the table again. */
  public void waiting(long first, long last) {
    // an end that can be passed, or reading would never be over
    long end = Math.min(last, Long.MAX_VALUE - 1);
    lock.lock();
    try {
      Span latest = again.peekLast();
      boolean paged = paging && again.size() == 1;
      if (latest != null && !paged && (again.size() >= PARTS || isNear(latest, first, end))) {
        latest.from = Math.min(latest.from, first);
        latest.to = Math.max(latest.to, end);
      } else {
        // one that is being read may have been read too early
        again.add(new Span(first, end, true));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Near enough for one page: rows of other destinations lie between those of one. */
  private static boolean isNear(Span span, long first, long last) {
    return first <= span.to + NEAR && last >= span.from - NEAR;
  }

  /**
   * The next rows, from memory or from the table; empty when none came in time.
   *
   * @param limit most rows
   * @param timeoutMillis how long to wait for the first
   */
  public List<T> take(int limit, long timeoutMillis) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (true) {
      Span span;
      long from;
      long to;
      lock.lockInterruptibly();
      try {
        while (!closed && memory.isEmpty() && toRead() == null && left > 0) {
          left = changed.awaitNanos(left);
        }
        span = closed ? null : toRead();
        if (span == null) {
          return closed ? List.of() : fromMemory(limit);
        }
        paging = true;
        from = span.from;
        to = span.to;
      } finally {
        lock.unlock();
      }
      List<T> rows = page(span, from, to, limit);
      if (!rows.isEmpty()) {
        return rows;
      }
    }
  }

  /**
   * What to read from the table now; null when memory comes first, nothing is left there, or
   * somebody reads it already. A backlog without end waits until memory, which is older, is empty.
   */
  private Span toRead() {
    if (paging) {
      return null;
    }
    if (!again.isEmpty()) {
      return again.peek();
    }
    boolean memoryFirst = backlog != null && backlog.to == Long.MAX_VALUE && !memory.isEmpty();
    return memoryFirst ? null : backlog;
  }

  private List<T> page(Span span, long from, long to, int limit) {
    List<T> rows = null;
    try {
      rows = own(span, from, to, limit);
      return rows;
    } finally {
      lock.lock();
      try {
        paging = false;
        if (rows != null) {
          advance(span, rows, to);
        }
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * A page of the rows that are this node's. What was left in the table for want of room came in a
   * block that this process took; what it owns besides is told to wait.
   */
  private List<T> own(Span span, long from, long to, int limit) {
    IdSpans ours = span.told ? own.all() : own.home();
    for (IdSpans.Span part : ours.within(from, to)) {
      List<T> rows = table.page(part.first(), part.last(), limit);
      if (!rows.isEmpty()) {
        return rows;
      }
    }
    return List.of();
  }

  private void advance(Span span, List<T> rows, long to) {
    if (!rows.isEmpty()) {
      long last = id.applyAsLong(rows.get(rows.size() - 1));
      span.from = last + 1;
      if (span == backlog) {
        readUpTo = Math.max(readUpTo, last);
      }
    } else if (span == backlog && to == Long.MAX_VALUE) {
      // nothing left: rows committed from now on go to memory; those offered until now are read
      // once more, because they may have been committed after the page was read
      span.to = lastId;
    } else {
      span.from = to == Long.MAX_VALUE ? to : to + 1;
    }
    if (span.from > span.to) {
      finished(span);
    }
  }

  private void finished(Span span) {
    if (span == again.peek()) {
      again.remove();
    } else {
      backlog = next;
      next = null;
    }
  }

  private List<T> fromMemory(int limit) {
    int n = Math.min(limit, memory.size());
    List<T> rows = new ArrayList<>(n);
    long taken = 0;
    // who takes large rows takes few of them, since they stay in memory until all are dealt with
    for (int i = 0; i < n && taken <= byteCapacity / TAKEN_PART; i++) {
      T row = memory.poll();
      long weight = bytes.applyAsLong(row);
      heldBytes -= weight;
      taken += weight;
      rows.add(row);
    }
    return rows;
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
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
