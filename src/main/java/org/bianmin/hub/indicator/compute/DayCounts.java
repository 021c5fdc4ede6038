package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.indicator.programme.Formula;

/** Counts by days and weeks of the calendar, each facility by itself. */
final class DayCounts {

  private static final int PERCENT = 100;
  private static final int WEEK = 7;

  /** Days of one group on which each facility has facts, and a sum. */
  private static final class Tally {
    private final Map<String, TreeSet<Long>> days = new HashMap<>();
    private final LongSum sum = new LongSum();
    private final Spans spans = new Spans();
    private String facility;
    private long lastDay;

    // the facility at hand is one text until the next
    @SuppressWarnings("ReferenceEquality")
    private void add(String at, long day) {
      if (at != facility || day != lastDay) {
        facility = at;
        lastDay = day;
        days.computeIfAbsent(at, f -> new TreeSet<>()).add(day);
      }
    }
  }

  private final Rows rows;
  private final ZoneDays days;

  DayCounts(Rows rows) {
    this.rows = rows;
    this.days = rows.around().days();
  }

  Map<String, Outcome> weeks(Formula.Weeks formula, Asked asked) {
    Groups<Tally> groups = new Groups<>(asked.by() != null, Tally::new);
    Trace trace = asked.trace();
    FactList facts = new FactList();
    Longs factDays = new Longs();
    List<String> factsOf = new ArrayList<>();
    rows.each(
        formula.set(),
        asked,
        plan -> {
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            long day = days.day(plan.countedAt());
            if (rows.around().calendar().workingDay(day)) {
              groups.of(group).add(rows.around().facility(), day);
              if (trace != null) {
                facts.add(frame.blocks[0], frame.rows[0], 1);
                factDays.add(day);
                factsOf.add(rows.around().facility());
              }
            }
          };
        });
    List<Long> mondays = fullWeeks(asked, formula.workingDays());
    if (trace != null) {
      Tally tally = groups.of("");
      for (int i = 0; i < facts.size(); i++) {
        long monday = monday(factDays.get(i));
        if (mondays.contains(monday)
            && onWeek(tally.days.get(factsOf.get(i)), monday) >= formula.workingDays()) {
          trace.numerator().add(facts.time(i), facts.id(i), 1);
        }
      }
    }
    return groups.outcomes(
        tally -> {
          int met = 0;
          for (TreeSet<Long> of : tally.days.values()) {
            for (long monday : mondays) {
              met += onWeek(of, monday) >= formula.workingDays() ? 1 : 0;
            }
          }
          int facilities = asked.by() == null ? asked.facilities().size() : tally.days.size();
          return Outcome.over(
              BigDecimal.valueOf(met),
              BigDecimal.valueOf((long) mondays.size() * facilities),
              PERCENT);
        });
  }

  private static long monday(long day) {
    // 1970-01-01 was a Thursday
    return day - Math.floorMod(day + 3, (long) WEEK);
  }

  private static int onWeek(SortedSet<Long> of, long monday) {
    return of.subSet(monday, monday + WEEK).size();
  }

  /** Mondays of weeks that lie in the period whole, are over, and have so many working days. */
  private List<Long> fullWeeks(Asked asked, int workingDays) {
    List<Long> mondays = new ArrayList<>();
    long first = days.day(asked.from());
    for (long monday = monday(first + WEEK - 1);
        days.start(monday + WEEK) <= asked.reached();
        monday += WEEK) {
      int working = 0;
      for (long day = monday; day < monday + WEEK; day++) {
        working += rows.around().calendar().workingDay(day) ? 1 : 0;
      }
      if (days.start(monday) >= asked.from() && working >= workingDays) {
        mondays.add(monday);
      }
    }
    return mondays;
  }

  Map<String, Outcome> perDay(Formula.PerDay formula, Asked asked) {
    Groups<Tally> groups = new Groups<>(asked.by() != null, Tally::new);
    Trace trace = asked.trace();
    rows.each(
        formula.set(),
        asked,
        asked.from(),
        begun(asked),
        plan -> {
          Amount amount = Amount.of(formula.of(), plan, days);
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            if (amount.read()) {
              Tally tally = groups.of(group);
              if (formula.once()) {
                tally.spans.add(rows.around().facility(), amount.from(), amount.value());
              } else {
                tally.sum.add(amount.value());
              }
              tally.add(rows.around().facility(), days.day(plan.countedAt()));
              if (trace != null) {
                trace.numerator().add(frame.blocks[0], frame.rows[0], amount.value());
              }
            }
          };
        });
    long calendar = calendarDays(formula.days(), asked);
    Map<String, Outcome> outcomes = new TreeMap<>();
    outcomes.putAll(
        groups.outcomes(
            tally -> {
              long facilities = asked.by() == null ? asked.facilities().size() : tally.days.size();
              long over =
                  formula.days() == Formula.Days.DAYS_WITH
                      ? tally.days.values().stream().mapToLong(TreeSet::size).sum()
                      : calendar * facilities;
              BigInteger sum = formula.once() ? tally.spans.length() : tally.sum.value();
              return Outcome.scaled(sum, Amount.scale(formula.of()), over);
            }));
    return outcomes;
  }

  /** The end of the last day that has begun, or of the period where that is earlier. */
  private long begun(Asked asked) {
    return asked.now() >= asked.to()
        ? asked.to()
        : Math.min(asked.to(), days.start(days.day(asked.now()) + 1));
  }

  /** Days of the period that have begun. */
  private long calendarDays(Formula.Days kind, Asked asked) {
    long count = 0;
    long end = begun(asked);
    for (long day = days.day(asked.from()); days.start(day) < end; day++) {
      if (kind != Formula.Days.WORKING_DAYS || rows.around().calendar().workingDay(day)) {
        count++;
      }
    }
    return count;
  }
}
