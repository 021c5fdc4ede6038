package org.bianmin.hub.bench;

/**
 * What one run measured.
 *
 * @param messages acknowledged while it was measured
 * @param ackRate a second, while sending lasted
 * @param rate a second, until the platform's last receipt was stored
 * @param nanos until then
 * @param peakBytes of the largest hub
 */
record ModeRun(
    long messages,
    double ackRate,
    double rate,
    long nanos,
    Cpu cpu,
    Latencies acks,
    long peakBytes) {

  /** Processor time by who took it, in nanoseconds; {@code driving} is load and platform. */
  record Cpu(long hubs, long postgres, long kafka, long driving) {
    Cpu since(Cpu before) {
      return new Cpu(
          hubs - before.hubs,
          postgres - before.postgres,
          kafka - before.kafka,
          driving - before.driving);
    }

    long all() {
      return hubs + postgres + kafka + driving;
    }
  }
}
