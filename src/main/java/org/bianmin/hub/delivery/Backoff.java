package org.bianmin.hub.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Exponential backoff with jitter: half of the pause is fixed, half is drawn. */
final class Backoff {

  private static final int DOUBLINGS = 20;

  private final long first;
  private final long longest;
  private final RandomGenerator random;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    this(first.toMillis(), longest.toMillis(), random);
  }

  private Backoff(long first, long longest, RandomGenerator random) {
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  /** The same with no pause longer than this. */
  Backoff atMost(Duration most) {
    return new Backoff(first, Math.min(longest, most.toMillis()), random);
  }

  /** Milliseconds to wait after so many failures in a row (from 1). */
  long pause(int failures) {
    long pause = Math.min(longest, first << Math.min(DOUBLINGS, failures - 1));
    return pause / 2 + random.nextLong(Math.max(1, pause / 2 + 1));
  }

  /** Gives those that are to be tried again at no time of their own the first pause. */
  List<DeliveryOutcome> timed(List<DeliveryOutcome> answered, long now) {
    List<DeliveryOutcome> outcomes = new ArrayList<>(answered);
    outcomes.replaceAll(
        outcome ->
            outcome instanceof DeliveryOutcome.RetryLater later && later.at() == 0
                ? new DeliveryOutcome.RetryLater(later.reason(), now + pause(1), later.mayHold())
                : outcome);
    return outcomes;
  }
}
