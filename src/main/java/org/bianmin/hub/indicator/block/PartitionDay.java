package org.bianmin.hub.indicator.block;

/**
 * Parts into which facts are cut: days that begin at midnight UTC+8 wherever the hub is, and apart
 * from them, by their row ids, the void facts.
 */
final class PartitionDay {

  static final long LENGTH = 86_400_000L;

  /** Parts below are of void facts: no day that can be written comes near. */
  static final long VOIDS = -1_000_000_000L;

  private static final long OFFSET = 8 * 3_600_000L;
  private static final int VOID_BITS = 16;

  private PartitionDay() {}

  static long of(long at) {
    return Math.floorDiv(at + OFFSET, LENGTH);
  }

  /** First moment of a day. */
  static long from(long day) {
    return day * LENGTH - OFFSET;
  }

  static long ofVoid(long eventId) {
    return VOIDS - 1 - (eventId >> VOID_BITS);
  }

  static boolean isVoid(long part) {
    return part < VOIDS;
  }

  /** Smallest row id of a part of void facts. */
  static long firstId(long part) {
    return (VOIDS - 1 - part) << VOID_BITS;
  }
}
