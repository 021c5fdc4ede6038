package org.bianmin.hub.console;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.bianmin.hub.settlement.DayClosing;
import org.bianmin.hub.settlement.DayFigures;
import org.bianmin.hub.settlement.ReconciliationDayWork;
import org.bianmin.hub.settlement.ReconciliationDays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Business days as requests name them, and what persons do with them. */
@Component
final class BusinessDays {

  private final ObjectProvider<ReconciliationDays> days;
  private final ObjectProvider<ReconciliationDayWork> work;
  private final ReconciliationRooms rooms;
  private final Clock clock;

  BusinessDays(
      ObjectProvider<ReconciliationDays> days,
      ObjectProvider<ReconciliationDayWork> work,
      ReconciliationRooms rooms,
      HubZone zone) {
    this.days = days;
    this.work = work;
    this.rooms = rooms;
    this.clock = Clock.system(zone.zone());
  }

  /**
   * Reads a day.
   *
   * @param text null or empty for today
   * @throws BadRequest when it is not written like one
   */
  LocalDate day(String text) {
    String given = MessageFilter.given(text);
    try {
      return given == null ? LocalDate.now(clock) : LocalDate.parse(given);
    } catch (DateTimeException e) {
      throw new BadRequest("day is written 2026-11-03", e);
    }
  }

  /**
   * The figures of a day.
   *
   * @param facility null for each of which something is known
   */
  List<DaySummary> figures(LocalDate day, String facility) {
    ReconciliationDays known = known();
    List<DayFigures> found =
        facility == null ? known.days(null, day, day) : List.of(known.day(facility, day));
    return found.stream().map(DaySummary::of).toList();
  }

  /**
   * The questions to days.
   *
   * @throws NotFound when reconciliation is off
   */
  ReconciliationDays known() {
    rooms.reconciliation();
    return days.getObject();
  }

  /**
   * Closes a day.
   *
   * @throws Refused when something stands in the way
   */
  void close(String facility, LocalDate day, String who, String comment, boolean despite) {
    known();
    DayClosing closing =
        work.getObject()
            .close(facility, day, who, ReconciliationRooms.checked("comment", comment), despite);
    if (!closing.closed()) {
      throw new Refused("Day " + day + " of " + facility + ": " + closing.hindrance());
    }
  }

  /**
   * Reopens a day.
   *
   * @throws Refused when it is not closed
   */
  void reopen(String facility, LocalDate day, String who, String comment) {
    known();
    String text = ReconciliationRooms.checked("comment", comment);
    if (!work.getObject().reopen(facility, day, who, text)) {
      throw new Refused("Day " + day + " of " + facility + " is not closed");
    }
  }
}
