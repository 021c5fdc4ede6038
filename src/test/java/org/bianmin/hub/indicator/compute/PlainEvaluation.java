package org.bianmin.hub.indicator.compute;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.HolidayCalendar;
import org.bianmin.hub.indicator.programme.Join;
import org.bianmin.hub.indicator.programme.Path;

/**
 * The language evaluated in the plainest way, over lists of maps: every fact is held against every
 * other. It shares no code with the evaluator, and is what that one must agree with.
 */
final class PlainEvaluation {

  /** A counted fact with what is joined to it. */
  record Row(
      PlainFact fact, Map<String, PlainFact> picked, Map<String, Integer> counts, String label) {}

  private final List<PlainFact> facts;
  private final Set<String> voidVisits;
  private final HolidayCalendar holidays;

  /**
   * @param voidVisits keys of void visits, written {@code facility/key}
   */
  PlainEvaluation(List<PlainFact> facts, Set<String> voidVisits, HolidayCalendar holidays) {
    this.facts = facts;
    this.voidVisits = voidVisits;
    this.holidays = holidays;
  }

  List<Row> rows(FactSet set, long from, long to) {
    List<Row> rows = new ArrayList<>();
    for (FactSet.Member member : set.members()) {
      for (PlainFact fact : facts) {
        if (!fact.type().equals(member.event()) || suspended(fact)) {
          continue;
        }
        Row row = joined(member, fact);
        Object time =
            member.time() == null
                ? Instant.ofEpochMilli(fact.at())
                : value(row, member.time(), null);
        if (!(time instanceof Instant when)
            || when.toEpochMilli() < from
            || when.toEpochMilli() >= to
            || fact.at() < from - member.reach().before().toMillis()
            || fact.at() >= to + member.reach().after().toMillis()) {
          continue;
        }
        if (member.where().stream().allMatch(c -> holds(row, c, null))) {
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private boolean suspended(PlainFact fact) {
    return fact.type().equals(Things.CARE)
        && fact.attributes().containsKey("visitRef")
        && voidVisits.contains(fact.facility() + "/" + fact.attributes().get("visitRef"));
  }

  private Row joined(FactSet.Member member, PlainFact fact) {
    Row row = new Row(fact, new HashMap<>(), new HashMap<>(), member.label());
    for (Join join : member.joins()) {
      PlainFact picked = null;
      int count = 0;
      for (PlainFact other : facts) {
        if (other.id() == fact.id()
            || !other.facility().equals(fact.facility())
            || !other.type().equals(join.event())
            || suspended(other)
            || other.at() < fact.at() - join.reach().before().toMillis()
            || other.at() > fact.at() + join.reach().after().toMillis()) {
          continue;
        }
        boolean equal = true;
        for (Join.By by : join.by()) {
          Object a = value(row, by.joined(), other);
          Object b = value(row, by.counted(), null);
          equal &= a != null && a.equals(b);
        }
        if (equal && join.where().stream().allMatch(c -> holds(row, c, other))) {
          count++;
          boolean earlier =
              picked == null
                  || other.at() < picked.at()
                  || (other.at() == picked.at() && other.id() < picked.id());
          if (picked == null || (join.pick() == Join.Pick.FIRST) == earlier) {
            picked = other;
          }
        }
      }
      row.counts().put(join.alias(), count);
      row.picked().put(join.alias(), picked);
    }
    return row;
  }

  /**
   * @param own the event that a plain path means; null for the counted one
   */
  Object value(Row row, Path path, PlainFact own) {
    PlainFact of =
        path.alias().isEmpty()
            ? own == null ? row.fact() : own
            : path.alias().equals(Path.THIS) ? row.fact() : row.picked().get(path.alias());
    Object found = of == null ? null : value(row, of, path.name());
    return found == null && path.otherwise() != null ? value(row, path.otherwise(), own) : found;
  }

  private static Object value(Row row, PlainFact of, String name) {
    return switch (name) {
      case "$key" -> of.key();
      case "$person" -> of.person();
      case "$occurredAt" -> Instant.ofEpochMilli(of.at());
      case "$facility" -> of.facility();
      case "$label" -> of.equals(row.fact()) && !row.label().isEmpty() ? row.label() : null;
      case "$keypart.1" -> of.key().split("/", -1)[0];
      default -> of.attributes().get(name);
    };
  }

  boolean holds(Row row, Condition condition, PlainFact own) {
    if (condition instanceof Condition.All c) {
      return c.of().stream().allMatch(o -> holds(row, o, own));
    } else if (condition instanceof Condition.AnyOf c) {
      return c.of().stream().anyMatch(o -> holds(row, o, own));
    } else if (condition instanceof Condition.Not c) {
      return !holds(row, c.of(), own);
    } else if (condition instanceof Condition.In c) {
      Object value = value(row, c.attr(), own);
      return value != null && c.values().contains(value.toString());
    } else if (condition instanceof Condition.NotIn c) {
      Object value = value(row, c.attr(), own);
      return value == null || !c.values().contains(value.toString());
    } else if (condition instanceof Condition.Present c) {
      return (value(row, c.attr(), own) != null) == c.present();
    } else if (condition instanceof Condition.Within c) {
      Object value = value(row, c.attr(), own);
      return value != null && within(c.bounds(), new java.math.BigDecimal(value.toString()));
    } else if (condition instanceof Condition.Is c) {
      return Boolean.valueOf(c.value()).equals(value(row, c.attr(), own));
    } else if (condition instanceof Condition.Unless c) {
      return !Boolean.valueOf(c.value()).equals(value(row, c.attr(), own));
    } else if (condition instanceof Condition.Starts c) {
      return value(row, c.attr(), own) instanceof String text
          && c.prefixes().stream().anyMatch(text::startsWith);
    } else if (condition instanceof Condition.Item c) {
      return value(row, c.group(), own) instanceof List<?> items
          && items.stream()
              .map(item -> ((Map<?, ?>) item).get(c.item()))
              .filter(Objects::nonNull)
              .map(Object::toString)
              .anyMatch(t -> c.in().contains(t) || c.starts().stream().anyMatch(t::startsWith));
    } else if (condition instanceof Condition.Joined c) {
      return within(c.matches(), new java.math.BigDecimal(row.counts().get(c.alias())));
    } else if (condition instanceof Condition.Same c) {
      Object a = value(row, c.a(), own);
      return a != null && a.equals(value(row, c.b(), own));
    } else if (condition instanceof Condition.Different c) {
      Object a = value(row, c.a(), own);
      Object b = value(row, c.b(), own);
      return a != null && b != null && !a.equals(b);
    }
    return holdsOfTimes(row, condition, own);
  }

  private boolean holdsOfTimes(Row row, Condition condition, PlainFact own) {
    if (condition instanceof Condition.Weekday c) {
      return value(row, c.attr(), own) instanceof Instant time && kind(c, day(time));
    }
    List<Path> paths =
        condition instanceof Condition.SameDay c
            ? List.of(c.a(), c.b())
            : condition instanceof Condition.Days c
                ? List.of(c.from(), c.to())
                : condition instanceof Condition.Minutes c
                    ? List.of(c.from(), c.to())
                    : condition instanceof Condition.Before c
                        ? List.of(c.a(), c.b())
                        : List.of(
                            ((Condition.NotAfter) condition).a(),
                            ((Condition.NotAfter) condition).b());
    if (!(value(row, paths.get(0), own) instanceof Instant a)
        || !(value(row, paths.get(1), own) instanceof Instant b)) {
      return false;
    }
    if (condition instanceof Condition.SameDay) {
      return day(a).equals(day(b));
    } else if (condition instanceof Condition.Days c) {
      return within(
          c.bounds(), java.math.BigDecimal.valueOf(ChronoUnit.DAYS.between(day(a), day(b))));
    } else if (condition instanceof Condition.Minutes c) {
      // as fractions: both sides times 60000
      java.math.BigDecimal millis = java.math.BigDecimal.valueOf(Duration.between(a, b).toMillis());
      java.math.BigDecimal times = java.math.BigDecimal.valueOf(60_000);
      Bounds bounds = c.bounds();
      return (bounds.atLeast() == null || millis.compareTo(bounds.atLeast().multiply(times)) >= 0)
          && (bounds.atMost() == null || millis.compareTo(bounds.atMost().multiply(times)) <= 0);
    } else if (condition instanceof Condition.Before) {
      return a.isBefore(b);
    }
    return !a.isAfter(b);
  }

  private boolean kind(Condition.Weekday condition, LocalDate day) {
    HolidayCalendar.Kind told = holidays.days().get(day);
    boolean weekend = day.getDayOfWeek().getValue() > 5;
    boolean working = told == HolidayCalendar.Kind.WORKDAY || (told == null && !weekend);
    return condition.in().stream()
        .anyMatch(
            kind ->
                switch (kind) {
                  case HOLIDAY -> told == HolidayCalendar.Kind.HOLIDAY;
                  case WORKING_DAY -> working;
                  case DAY_OFF -> !working;
                  default -> day.getDayOfWeek().name().startsWith(kind.name());
                });
  }

  static LocalDate day(Instant at) {
    return at.atZone(Things.ZONE).toLocalDate();
  }

  private static boolean within(Bounds bounds, java.math.BigDecimal number) {
    return (bounds.atLeast() == null || number.compareTo(bounds.atLeast()) >= 0)
        && (bounds.atMost() == null || number.compareTo(bounds.atMost()) <= 0)
        && (bounds.moreThan() == null || number.compareTo(bounds.moreThan()) > 0)
        && (bounds.lessThan() == null || number.compareTo(bounds.lessThan()) < 0);
  }
}
