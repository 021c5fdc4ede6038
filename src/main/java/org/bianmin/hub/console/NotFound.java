package org.bianmin.hub.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What was asked for is not here. */
@ResponseStatus(HttpStatus.NOT_FOUND)
final class NotFound extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotFound(String message) {
    super(message);
  }
}
