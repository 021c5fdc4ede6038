package org.bianmin.hub.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A request that cannot be understood; the message says how it is written. */
@ResponseStatus(HttpStatus.BAD_REQUEST)
final class BadRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadRequest(String message, Throwable cause) {
    super(message, cause);
  }
}
