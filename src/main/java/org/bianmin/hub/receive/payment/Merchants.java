package org.bianmin.hub.receive.payment;

import java.util.Set;

/** Own application ids and merchant numbers. */
final class Merchants {

  private Merchants() {}

  /**
   * Refuses a number that is not the hospital's.
   *
   * @param own the hospital's; where there are none every number is taken
   * @param place of the number, for the refusal
   */
  static void check(Set<String> own, String number, String place) {
    if (!own.isEmpty() && !own.contains(number)) {
      throw new RefusedNotification(
          Reason.OTHER_MERCHANT,
          place
              + " is not of this hospital; where it is, add it to"
              + " hub.sources.<id>.payment.merchants (or .apps)");
    }
  }
}
