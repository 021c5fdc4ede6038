package org.bianmin.hub.receive.payment;

/** A notification that becomes no payment. Texts name places and remedies, never values or keys. */
final class RefusedNotification extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  RefusedNotification(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }
}
