package org.bianmin.hub.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Batch numbers: destination, start of this process, a number drawn for it, sequence; never used
 * twice, also where several hubs on one store start in the same millisecond.
 */
final class BatchNumbers {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

  /** Four hexadecimal digits. */
  private static final int DRAWN = 1 << 16;

  /** Of the destination's name: a number has 64 characters at most, parts of batches included. */
  private static final int NAME = 20;

  private final String prefix;
  private final AtomicLong sequence = new AtomicLong();

  BatchNumbers(String destination) {
    this(destination, Instant.now(), RandomGenerator.getDefault());
  }

  BatchNumbers(String destination, Instant start, RandomGenerator random) {
    this.prefix =
        String.format(
            Locale.ROOT,
            "%s-%s-%04x-",
            destination.substring(0, Math.min(NAME, destination.length())),
            STAMP.format(start),
            random.nextInt(DRAWN));
  }

  String next() {
    return prefix + sequence.incrementAndGet();
  }
}
