package org.bianmin.hub.receive.payment;

import java.nio.charset.StandardCharsets;

/** What is particular to one payment provider: its signature, its encryption, its answers. */
interface Provider {

  /** An answer in the provider's shape. */
  record Answer(int status, String type, byte[] body) {

    static Answer text(int status, String body) {
      return new Answer(status, "text/plain;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(int status, String code, String message) {
      return new Answer(status, "application/json", PaymentJson.bytes(code, message));
    }
  }

  /**
   * Verifies and reads a notification.
   *
   * @throws RefusedNotification when it is not genuine, not for this hospital, or not readable
   */
  Told read(Notification notification);

  /** The answer after which the provider sends it no more. */
  Answer received();

  /** The answer after which it sends the notification again. */
  Answer failed(int status, String message);
}
