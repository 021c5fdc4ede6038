package org.bianmin.hub.indicator.programme;

import java.time.Duration;

/**
 * How far other facts are looked for.
 *
 * @param before how much earlier
 * @param after how much later
 */
public record Reach(Duration before, Duration after) {

  // before NONE, whose making asks for it
  private static final Duration MOST = Duration.ofDays(3700);

  public static final Reach NONE = new Reach(Duration.ZERO, Duration.ZERO);

  public Reach {
    if (before.isNegative() || after.isNegative()) {
      throw new IllegalArgumentException("reach is not negative: before and after count upwards");
    }
    if (before.compareTo(MOST) > 0 || after.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("reach is at most 3700d");
    }
  }

  public static Reach days(long before, long after) {
    return new Reach(Duration.ofDays(before), Duration.ofDays(after));
  }
}
