package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.event.EventStatus;

/**
 * Which measure events a page lists; null or empty means any.
 *
 * @param status {@code active} or {@code void}
 * @param from, to days of the hub's zone, both included; they need a type
 */
record EventFilter(String type, String facility, String status, String from, String to) {

  static final List<String> STATUSES = List.of("active", "void");

  /** Whether a status or a time is asked for, which is looked up by type. */
  public boolean needsType() {
    return MessageFilter.given(status) != null
        || MessageFilter.given(from) != null
        || MessageFilter.given(to) != null;
  }

  EventStatus wantedStatus() {
    String given = MessageFilter.given(status);
    if (given == null) {
      return null;
    }
    if (!STATUSES.contains(given)) {
      throw new BadRequest("status is active or void", null);
    }
    return given.equals("void") ? EventStatus.VOID : EventStatus.ACTIVE;
  }
}
