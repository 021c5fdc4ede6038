package org.bianmin.hub.receive.payment;

import java.util.Collection;

/** Settings that a provider cannot do without. */
final class PaymentSettings {

  private PaymentSettings() {}

  /**
   * Refuses to start without a setting.
   *
   * @throws IllegalArgumentException naming the property and what belongs there
   */
  static void required(Object value, String property, String what) {
    if (value == null || (value instanceof Collection<?> many && many.isEmpty())) {
      throw new IllegalArgumentException(
          property + " is missing: without it no notification can be taken; name " + what);
    }
  }
}
