package org.bianmin.hub.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** A command that does not fit the state of what it is for. */
@ResponseStatus(HttpStatus.CONFLICT)
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message);
  }
}
