package org.bianmin.hub.indicator.compute;

/** Scatters identities, and makes one of several. */
final class Mix {

  private static final long A = 0x9E3779B97F4A7C15L;
  private static final long B = 0xC2B2AE3D27D4EB4FL;

  private Mix() {}

  /** A number of 0 upwards that depends on both halves; numbers have a high half of 0. */
  static int place(long high, long low) {
    return (int) (spread(high * 31 + low) >>> 33);
  }

  /** Every bit of the result depends on every bit of the number; no two numbers give the same. */
  static long spread(long number) {
    long x = number + A;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /** High half of the identity of a tuple, from that of its beginning and of the next part. */
  static long high(long high, long low, long nextHigh, long nextLow) {
    return spread(
        spread(high ^ B) + spread(nextHigh) * 3 + Long.rotateLeft(spread(nextLow ^ low), 17));
  }

  /** Low half of the same. */
  static long low(long high, long low, long nextHigh, long nextLow) {
    return spread(
        spread(low + A) * 5 + spread(nextLow ^ B) + Long.rotateLeft(spread(nextHigh + high), 29));
  }
}
