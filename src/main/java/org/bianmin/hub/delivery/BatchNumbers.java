package org.bianmin.hub.delivery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;

/** Batch numbers: destination, start of this process, sequence; never used twice. */
final class BatchNumbers {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

  private final String prefix;
  private final AtomicLong sequence = new AtomicLong();

  BatchNumbers(String destination) {
    this.prefix = destination + "-" + STAMP.format(Instant.now()) + "-";
  }

  String next() {
    return prefix + sequence.incrementAndGet();
  }
}
