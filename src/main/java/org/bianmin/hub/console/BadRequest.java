package org.bianmin.hub.console;

/** A request that cannot be understood; the message says how it is written. */
final class BadRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadRequest(String message, Throwable cause) {
    super(message, cause);
  }
}
