package org.bianmin.hub.trial;

import java.time.Duration;

/**
 * Maps the virtual times of a stream of messages to real ones. Quiet hours are cut: between two
 * messages lie 150 ms at most, so that traffic never falls below seven a second.
 */
final class Schedule {

  private static final double LONGEST_GAP_NANOS = Duration.ofMillis(150).toNanos();

  private final double nanosPerMilli;
  private long lastMillis = Long.MIN_VALUE;
  private double elapsedNanos;

  /**
   * Starts a schedule.
   *
   * @param speed virtual seconds per second
   */
  Schedule(double speed) {
    this.nanosPerMilli = 1_000_000 / speed;
  }

  /**
   * Nanoseconds after the start at which the next message is due; never less than for the message
   * before, also when a new day begins earlier.
   */
  long dueNanos(long atMillis) {
    if (lastMillis != Long.MIN_VALUE && atMillis > lastMillis) {
      elapsedNanos += Math.min((atMillis - lastMillis) * nanosPerMilli, LONGEST_GAP_NANOS);
    }
    lastMillis = atMillis;
    return (long) elapsedNanos;
  }
}
