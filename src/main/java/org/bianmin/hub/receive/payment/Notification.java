package org.bianmin.hub.receive.payment;

import java.util.Map;

/**
 * A notification as it came.
 *
 * @param headers those that signatures need, by lower-case name
 * @param body the bytes
 * @param at when it came, epoch milliseconds
 */
record Notification(Map<String, String> headers, byte[] body, long at) {

  /**
   * A header that the provider sends with every notification.
   *
   * @throws RefusedNotification when it is missing
   */
  String required(String name) {
    String value = headers.get(name);
    if (value == null || value.isBlank()) {
      throw new RefusedNotification(
          Reason.NOT_SIGNED,
          "the header " + name + " is missing; a proxy before the hub has to pass it on");
    }
    return value;
  }

  @Override
  public String toString() {
    return "Notification[" + body.length + " bytes]";
  }
}
