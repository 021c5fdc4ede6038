package org.bianmin.hub.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential backoff with jitter: half of the pause is fixed, half is drawn. */
final class Backoff {

  private static final int DOUBLINGS = 20;

  private final long first;
  private final long longest;
  private final RandomGenerator random;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this.first = first.toMillis();
    this.longest = longest.toMillis();
    this.random = random;
  }

  /** Milliseconds to wait after so many failures in a row (from 1). */
  long pause(int failures) {
    long pause = Math.min(longest, first << Math.min(DOUBLINGS, failures - 1));
    return pause / 2 + random.nextLong(Math.max(1, pause / 2 + 1));
  }
}
