package org.bianmin.hub.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** One writer that commits and offers, several consumers, and an operator who replays. */
final class HandoverStress {

  private static final int ROWS = 20_000;
  private static final int CONSUMERS = 3;

  private final ConcurrentSkipListSet<Long> table = new ConcurrentSkipListSet<>();
  private final ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();
  private final Semaphore done = new Semaphore(0);
  private final Random random;
  private final int replays;
  private final Handover<Long> handover;
  private volatile boolean stopped;

  HandoverStress(Random random, int replays) {
    this.random = random;
    this.replays = replays;
    this.handover =
        new Handover<>(
            (from, to, limit) ->
                table.tailSet(from).stream().takeWhile(r -> r <= to).limit(limit).toList(),
            Long::longValue,
            row -> 10,
            20 + random.nextInt(200),
            Long.MAX_VALUE);
  }

  List<Long> expected() {
    return LongStream.rangeClosed(1, ROWS).boxed().toList();
  }

  Set<Long> left() {
    return table;
  }

  /** What was handed on, in ascending order. */
  List<Long> run() throws InterruptedException {
    List<Thread> consumers = new ArrayList<>();
    for (int i = 0; i < CONSUMERS; i++) {
      int limit = 1 + random.nextInt(60);
      Thread consumer = new Thread(() -> consume(limit));
      consumers.add(consumer);
      consumer.start();
    }
    long next = 1;
    while (next <= ROWS) {
      long last = Math.min(ROWS, next + random.nextInt(80));
      List<Long> rows = LongStream.rangeClosed(next, last).boxed().toList();
      table.addAll(rows);
      handover.offer(rows);
      next = last + 1;
    }
    boolean all = done.tryAcquire(ROWS, 20, TimeUnit.SECONDS);
    for (int i = 0; all && i < replays; i++) {
      long row = 1L + random.nextInt(ROWS);
      if (table.add(row)) {
        handover.waiting(row);
        all = done.tryAcquire(random.nextInt(2), 20, TimeUnit.SECONDS);
      }
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!table.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    stopped = true;
    handover.close();
    for (Thread consumer : consumers) {
      consumer.join();
    }
    List<Long> rows = new ArrayList<>(taken);
    Collections.sort(rows);
    return rows;
  }

  private void consume(int limit) {
    try {
      while (!stopped) {
        for (long row : handover.take(limit, 50)) {
          taken.add(row);
          if (table.remove(row)) {
            done.release();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
