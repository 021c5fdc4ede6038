package org.bianmin.hub.bench;

import org.HdrHistogram.Histogram;

/** Two percentiles in milliseconds; NaN where nothing was measured. */
record Latencies(double p50, double p99) {

  static final Latencies NONE = new Latencies(Double.NaN, Double.NaN);

  /**
   * Reads a histogram.
   *
   * @param perMilli its units in one millisecond
   */
  static Latencies of(Histogram histogram, double perMilli) {
    return histogram.getTotalCount() == 0
        ? NONE
        : new Latencies(
            histogram.getValueAtPercentile(50) / perMilli,
            histogram.getValueAtPercentile(99) / perMilli);
  }
}
