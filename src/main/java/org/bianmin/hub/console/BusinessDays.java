package org.bianmin.hub.console;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.bianmin.hub.settlement.DayClosing;
import org.bianmin.hub.settlement.DayFigures;
import org.bianmin.hub.settlement.ReconciliationDayWork;
import org.bianmin.hub.settlement.ReconciliationDays;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Business days as requests name them, and what persons do with them. */
@Component
final class BusinessDays {

  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-[0-9]{2}");

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

  /** Days one after the other, both ends included. */
  record Span(LocalDate from, LocalDate to, String text) {}

  /**
   * Reads a day or a month.
   *
   * @throws BadRequest when it is written like neither
   */
  Span span(String text) {
    String given = MessageFilter.given(text);
    if (given == null || !MONTH.matcher(given).matches()) {
      LocalDate day = day(given);
      return new Span(day, day, day.toString());
    }
    try {
      YearMonth month = YearMonth.parse(given);
      return new Span(month.atDay(1), month.atEndOfMonth(), given);
    } catch (DateTimeException e) {
      throw new BadRequest("a month is written 2026-11", e);
    }
  }

  /** The days of a span of which something is known, oldest first. */
  List<DaySummary> figures(Span span, String facility) {
    if (span.from().equals(span.to())) {
      return figures(span.from(), facility);
    }
    return known().days(facility, span.from(), span.to()).stream()
        .map(DaySummary::of)
        .sorted(Comparator.comparing(DaySummary::facility).thenComparing(DaySummary::day))
        .toList();
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
