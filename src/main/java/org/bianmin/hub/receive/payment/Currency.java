package org.bianmin.hub.receive.payment;

import org.bianmin.hub.journal.Parked;

/** Amounts are fen; what is paid in another currency is kept, and counted by nobody. */
final class Currency {

  private Currency() {}

  /**
   * Why a payment in a currency is parked.
   *
   * @param code as the provider writes it; empty where it names none, which is CNY
   * @param place JSON Pointer into the document
   * @return null for CNY
   */
  static Parked check(String code, String place) {
    return code.isEmpty() || code.equals("CNY") || code.equals("156")
        ? null
        : new Parked(
            "map",
            "The payment is genuine and not in CNY: amounts here are fen, so it counts nowhere;"
                + " settle it by hand",
            place);
  }
}
