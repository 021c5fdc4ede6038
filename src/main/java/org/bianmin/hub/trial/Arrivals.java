package org.bianmin.hub.trial;

/** When patients come: little at night, a peak in the morning, a smaller one after lunch. */
final class Arrivals {

  /** Share of the day's arrivals per hour, in per mille. */
  private static final int[] PER_HOUR = {
    4, 3, 3, 3, 3, 6, 18, 85, 150, 140, 110, 70, 35, 60, 100, 85, 55, 25, 12, 10, 9, 7, 4, 3
  };

  private static final long LATEST = 23 * VirtualTime.HOUR + 30 * VirtualTime.MINUTE;

  private Arrivals() {}

  /**
   * Milliseconds since midnight at which a share of all patients has come.
   *
   * @param share 0 to 1; the result grows with it and never passes 23:30
   */
  static long millisOfDay(double share) {
    double left = share * 1000;
    int hour = 0;
    while (hour < 23 && left > PER_HOUR[hour]) {
      left -= PER_HOUR[hour++];
    }
    long millis = (long) ((hour + left / PER_HOUR[hour]) * VirtualTime.HOUR);
    return Math.min(LATEST, millis);
  }
}
