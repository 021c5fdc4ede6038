package org.bianmin.hub.receive;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Times and control ids of the acknowledgements to one source. */
final class AckStamp {

  private static final AtomicLong counter = new AtomicLong();

  /** Differs between nodes and starts; the whole id stays within the 20 characters of MSH-10. */
  private static final String PREFIX =
      Long.toString(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 46), Character.MAX_RADIX);

  private final Clock clock;
  private final DateTimeFormatter format;
  private volatile Second last = new Second(Long.MIN_VALUE, "");

  private record Second(long epochSecond, String text) {}

  AckStamp(Clock clock, ZoneId zone) {
    this.clock = clock;
    this.format = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(zone);
  }

  /** MSH-7, to the second, in the source's time zone. */
  String time() {
    long now = Math.floorDiv(clock.millis(), 1000L);
    Second second = last;
    if (second.epochSecond() != now) {
      second = new Second(now, format.format(Instant.ofEpochSecond(now)));
      last = second;
    }
    return second.text();
  }

  /** MSH-10 of an answer, never the same twice. */
  String controlId() {
    return PREFIX + Long.toString(counter.incrementAndGet(), Character.MAX_RADIX);
  }
}
