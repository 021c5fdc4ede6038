package org.bianmin.hub.console;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import org.bianmin.hub.audit.AuditQueries;

/**
 * Which acts, as a request writes it.
 *
 * @param from, to asked for in {@code [from, to)}: RFC 3339 or epoch milliseconds
 */
record AuditFilter(String who, String act, String object, String from, String to) {

  /**
   * The same of one day.
   *
   * @throws BadRequest when it is not written like a day
   */
  AuditFilter of(String day, ZoneId zone) {
    try {
      LocalDate date = LocalDate.parse(day);
      return new AuditFilter(who, act, object, start(date, zone), start(date.plusDays(1), zone));
    } catch (DateTimeException e) {
      throw new BadRequest("day is written 2026-11-03", e);
    }
  }

  private static String start(LocalDate day, ZoneId zone) {
    return Long.toString(day.atStartOfDay(zone).toInstant().toEpochMilli());
  }

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
