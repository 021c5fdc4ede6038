package org.bianmin.hub.indicator.compute;

import java.math.BigInteger;

/** A sum of longs that cannot overflow: 128 bits. */
final class LongSum {

  private long high;
  private long low;

  void add(long number) {
    long sum = low + number;
    // a carry out of the low half, and the sign of the number
    high += (number >> 63) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
    low = sum;
  }

  BigInteger value() {
    BigInteger unsigned =
        BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
    return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsigned);
  }
}
