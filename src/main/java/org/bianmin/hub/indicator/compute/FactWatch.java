package org.bianmin.hub.indicator.compute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.EventStatus;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.facts.EventRow;
import org.bianmin.hub.indicator.Standing.Side;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;

/**
 * Says where one fact ends in a formula: the formula is evaluated as for a value, for this fact
 * alone or for the time that decides about it, and the fact is looked for in the trace.
 */
final class FactWatch {

  /**
   * Where it ends.
   *
   * @param reason why nowhere, or to what it is joined; null where it counts itself
   */
  record Seen(Side side, Words reason) {}

  private static final long FAR = 40L * 366 * ZoneDays.DAY;
  private static final int WEEK = 7;

  private final Session session;
  private final Surroundings around;
  private final Rows rows;
  private final IndicatorDefinition definition;
  private final EventRow row;
  private final long at;

  FactWatch(
      Session session, Map<String, String> chosen, IndicatorDefinition definition, EventRow row) {
    this.session = session;
    this.around = session.surroundings(chosen);
    this.rows = new Rows(around);
    this.definition = definition;
    this.row = row;
    this.at = row.event().occurredAt();
    around.facility(facility());
  }

  private String facility() {
    return row.event().key().facility();
  }

  /** Null where the formula does not read the type. */
  Seen look(Formula formula) {
    String type = row.event().key().type();
    Seen own = null;
    if (Involved.counted(formula).contains(type)) {
      own = counted(formula, row);
      if (own.side() != Side.NOWHERE) {
        return own;
      }
    }
    Seen joined =
        formula instanceof Formula.StayDays stays
            ? ofStay(stays, type)
            : new JoinWatch(session, around, row.id(), at).look(formula, type);
    return joined == null ? own : joined;
  }

  private Seen counted(Formula formula, EventRow of) {
    Trace trace = new Trace();
    new Evaluator(rows).evaluate(formula, asked(formula, of, trace));
    if (trace.numerator().has(of.id())) {
      return new Seen(Side.NUMERATOR, null);
    }
    WhyNot why = new WhyNot(around, formula, of);
    if (trace.denominator().has(of.id())) {
      return new Seen(Side.DENOMINATOR, why.notInNumerator());
    }
    return new Seen(Side.NOWHERE, trace.rejected().has(of.id()) ? WhyNot.REJECTED : why.nowhere());
  }

  /** The fact alone where that decides, else as much of the time around as does. */
  private Asked asked(Formula formula, EventRow of, Trace trace) {
    long now = session.now();
    long happened = of.event().occurredAt();
    List<String> facility = List.of(facility());
    Asked.Only only = new Asked.Only(of.id(), happened);
    ZoneDays days = around.days();
    if (formula instanceof Formula.Weeks) {
      long monday = days.day(happened) - Math.floorMod(days.day(happened) + 3, (long) WEEK);
      return new Asked(
          facility, days.start(monday), days.start(monday + WEEK), now, null, trace, null);
    }
    if (formula instanceof Formula.StayDays) {
      long to = days.start(days.day(happened) + Stays.LONGEST);
      return new Asked(
          facility, days.start(days.day(happened)), Math.min(to, now), now, null, trace, only);
    }
    boolean valid = formula instanceof Formula.ShareOfPersons f && f.valid() != null;
    if (formula instanceof Formula.ShareOfPersons f && !in(f.set(), of)) {
      LocalDate first = first(Instant.ofEpochMilli(happened).atZone(session.known().zone()));
      long from = days.start(first.toEpochDay());
      long to = days.start(first.plusMonths(months()).toEpochDay());
      return new Asked(facility, from, valid ? Math.min(to, now) : to, now, null, trace, null);
    }
    long to = valid || formula instanceof Formula.Stock ? now : now + FAR;
    return new Asked(facility, -FAR, to, now, null, trace, only);
  }

  private static boolean in(FactSet set, EventRow of) {
    return set.members().stream().anyMatch(m -> m.event().equals(of.event().key().type()));
  }

  /** First day of the period for which it is reported. */
  private LocalDate first(ZonedDateTime of) {
    LocalDate month = of.toLocalDate().withDayOfMonth(1);
    return month.minusMonths((month.getMonthValue() - 1) % months());
  }

  private int months() {
    return switch (definition.period()) {
      case MONTH -> 1;
      case QUARTER -> 3;
      case HALF_YEAR -> 6;
      case YEAR, DATE -> 12;
    };
  }

  /** What ends or covers a stay names it by its key. */
  private Seen ofStay(Formula.StayDays formula, String type) {
    Object key =
        type.equals(formula.ends())
            ? row.event().key().businessKey()
            : type.equals(formula.covered().event())
                ? row.event().attributes().get(formula.covered().by())
                : null;
    boolean read = type.equals(formula.ends()) || type.equals(formula.covered().event());
    EventRow stay =
        key == null
            ? null
            : session
                .known()
                .facts()
                .find(new EventKey(facility(), formula.stays(), key.toString()));
    if (!read) {
      return null;
    }
    if (stay == null
        || stay.event().status() != EventStatus.ACTIVE
        || stay.event().occurredAt() == null) {
      return new Seen(
          Side.NOWHERE,
          new Words(
              "没有对应的有效 " + formula.stays(),
              "there is no active " + formula.stays() + " of its key"));
    }
    Seen counts = counted(formula, stay);
    return counts.side() == Side.NOWHERE
        ? counts
        : new Seen(
            Side.JOINED, new Words("关联到 " + stay.event().key(), "joined to " + stay.event().key()));
  }
}
