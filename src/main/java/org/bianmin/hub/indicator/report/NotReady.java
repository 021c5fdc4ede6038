package org.bianmin.hub.indicator.report;

/** Something cannot be done with a report as it stands; the message says what helps. */
public final class NotReady extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotReady(String message) {
    super(message);
  }
}
