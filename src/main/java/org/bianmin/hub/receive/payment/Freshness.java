package org.bianmin.hub.receive.payment;

import java.time.Duration;

/** Whether a genuine notification was sent just now. */
final class Freshness {

  private Freshness() {}

  /**
   * Refuses what was sent too long ago, or in the future.
   *
   * @param sent epoch milliseconds
   * @param received epoch milliseconds
   */
  static void check(long sent, long received, Duration past, Duration future) {
    long age = received - sent;
    if (age > past.toMillis()) {
      throw new RefusedNotification(
          Reason.STALE,
          "it was sent "
              + Duration.ofMillis(age).toMinutes()
              + " minutes ago: it is sent once more by somebody else, or a clock is wrong");
    }
    if (-age > future.toMillis()) {
      throw new RefusedNotification(
          Reason.STALE,
          "it was sent "
              + Duration.ofMillis(-age).toMinutes()
              + " minutes ahead of the hub's clock; let the hub's machine follow a time server");
    }
  }
}
