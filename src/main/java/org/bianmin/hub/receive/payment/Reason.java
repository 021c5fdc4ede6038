package org.bianmin.hub.receive.payment;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** Why a notification is refused (docs/payments.md, "Refusals"). */
enum Reason {
  /** Larger than the source allows. */
  TOO_LARGE(HttpStatus.PAYLOAD_TOO_LARGE),
  /** No notification of this provider. */
  MALFORMED(HttpStatus.BAD_REQUEST),
  /** A part of the signature is missing, or it is made in a way that is not taken. */
  NOT_SIGNED(HttpStatus.UNAUTHORIZED),
  /** No configured key has the serial that it names. */
  UNKNOWN_KEY(HttpStatus.UNAUTHORIZED),
  WRONG_SIGNATURE(HttpStatus.UNAUTHORIZED),
  /** Genuine, but sent too long ago, or by a clock that is ahead. */
  STALE(HttpStatus.UNAUTHORIZED),
  /** Genuine, but what is encrypted in it cannot be read with the key. */
  UNREADABLE(HttpStatus.BAD_REQUEST),
  /** Genuine, but another merchant's. */
  OTHER_MERCHANT(HttpStatus.FORBIDDEN),
  /** The hub's own key files cannot be read. */
  NO_KEY(HttpStatus.SERVICE_UNAVAILABLE);

  /** Of notifications that the provider has signed: nobody else can have sent them. */
  static final Set<Reason> GENUINE = EnumSet.of(STALE, UNREADABLE, OTHER_MERCHANT);

  private final HttpStatus status;

  Reason(HttpStatus status) {
    this.status = status;
  }

  int status() {
    return status.value();
  }

  /** As answers, metrics and the list of refusals name it: {@code wrong-signature}. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
