package org.bianmin.hub.console;

import org.bianmin.hub.audit.AuditQueries;

/**
 * Which acts, as a request writes it.
 *
 * @param from, to asked for in {@code [from, to)}: RFC 3339 or epoch milliseconds
 */
record AuditFilter(String who, String act, String object, String from, String to) {

  /** The selection. Empty parameters, as forms send them, mean any. */
  AuditQueries.Selection selection() {
    return new AuditQueries.Selection(
        MessageFilter.given(who),
        MessageFilter.given(act),
        MessageFilter.given(object),
        Times.parse("from", from),
        Times.parse("to", to));
  }
}
