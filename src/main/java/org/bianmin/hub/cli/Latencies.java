package org.bianmin.hub.cli;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations in buckets that grow by 2 %, from a microsecond to a day. */
final class Latencies {

  private static final double GROWTH = Math.log(1.02);
  private static final int BUCKETS = 1300;

  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

  void add(long nanos) {
    double micros = Math.max(1, nanos / 1000.0);
    counts.incrementAndGet(Math.min(BUCKETS - 1, (int) (Math.log(micros) / GROWTH)));
  }

  /**
   * The duration that this share of all does not exceed, within 2 %.
   *
   * @param share 0 to 1
   * @return milliseconds; NaN when nothing was counted
   */
  double millis(double share) {
    long total = total();
    if (total == 0) {
      return Double.NaN;
    }
    long rank = Math.max(1, (long) Math.ceil(total * share));
    int bucket = 0;
    for (long seen = counts.get(0); seen < rank; seen += counts.get(bucket)) {
      bucket++;
    }
    return Math.exp((bucket + 1) * GROWTH) / 1000;
  }

  boolean isEmpty() {
    return total() == 0;
  }

  private long total() {
    long total = 0;
    for (int i = 0; i < BUCKETS; i++) {
      total += counts.get(i);
    }
    return total;
  }
}
