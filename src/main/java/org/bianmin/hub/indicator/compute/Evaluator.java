package org.bianmin.hub.indicator.compute;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.Path;

/** Evaluates formulas over facts, exactly. One thread uses it, for one choice of switches. */
final class Evaluator {

  private static final int PERCENT = 100;

  private static final class Pair {
    private final LongSum numerator = new LongSum();
    private final LongSum denominator = new LongSum();
  }

  private final Rows rows;

  Evaluator(Rows rows) {
    this.rows = rows;
  }

  /** Outcomes by group; the one of the empty text where nothing splits. */
  Map<String, Outcome> evaluate(Formula formula, Asked asked) {
    if (formula instanceof Formula.Share f) {
      return share(f, asked);
    } else if (formula instanceof Formula.Count f) {
      return count(f, asked);
    } else if (formula instanceof Formula.Distinct f) {
      return new Persons(rows).distinct(f, asked);
    } else if (formula instanceof Formula.Sum f) {
      return sum(f, asked);
    } else if (formula instanceof Formula.Measured f) {
      return new Statistics(rows).measured(f, asked);
    } else if (formula instanceof Formula.Ratio f) {
      return ratio(f, asked);
    } else if (formula instanceof Formula.ShareOfPersons f) {
      return new Persons(rows).share(f, asked);
    } else if (formula instanceof Formula.Stock f) {
      return new Persons(rows).stock(f, asked);
    } else if (formula instanceof Formula.StayDays f) {
      return new Stays(rows, f, asked).outcomes();
    } else if (formula instanceof Formula.Weeks f) {
      return new DayCounts(rows).weeks(f, asked);
    } else if (formula instanceof Formula.PerDay f) {
      return new DayCounts(rows).perDay(f, asked);
    } else if (formula instanceof Formula.Cells f) {
      return new CellCounts(rows).cells(f, asked);
    }
    throw new IllegalStateException("no way to evaluate " + formula);
  }

  private Map<String, Outcome> share(Formula.Share formula, Asked asked) {
    Groups<Pair> groups = new Groups<>(asked.by() != null, Pair::new);
    Trace trace = asked.trace();
    rows.each(
        formula.set(),
        asked,
        plan -> {
          Test meets = plan.test(formula.numerator());
          Amount sum = formula.sum() == null ? null : Amount.number(formula.sum(), plan);
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            long adds = sum == null ? 1 : sum.read() ? sum.value() : 0;
            Pair pair = groups.of(group);
            pair.denominator.add(adds);
            boolean counts = meets.holds();
            if (counts) {
              pair.numerator.add(adds);
            }
            if (trace != null) {
              trace.denominator().add(frame.blocks[0], frame.rows[0], adds);
              if (counts) {
                trace.numerator().add(frame.blocks[0], frame.rows[0], adds);
              }
            }
          };
        });
    long scale = formula.sum() == null ? 1 : Amount.scale();
    return groups.outcomes(
        pair ->
            Outcome.over(
                Outcome.scaled(pair.numerator.value(), scale, null).numerator(),
                Outcome.scaled(pair.denominator.value(), scale, null).numerator(),
                PERCENT));
  }

  private Map<String, Outcome> count(Formula.Count formula, Asked asked) {
    Groups<LongSum> groups = new Groups<>(asked.by() != null, LongSum::new);
    Trace trace = asked.trace();
    rows.each(
        formula.set(),
        asked,
        plan -> {
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            groups.of(group).add(1);
            if (trace != null) {
              trace.numerator().add(frame.blocks[0], frame.rows[0], 1);
            }
          };
        });
    return groups.outcomes(sum -> Outcome.scaled(sum.value(), 1, null));
  }

  private Map<String, Outcome> sum(Formula.Sum formula, Asked asked) {
    Groups<LongSum> groups = new Groups<>(asked.by() != null, LongSum::new);
    Trace trace = asked.trace();
    Path of = formula.of();
    rows.each(
        formula.set(),
        asked,
        plan -> {
          Amount amount = Amount.number(of, plan);
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            if (amount.read()) {
              groups.of(group).add(amount.value());
              if (trace != null) {
                trace.numerator().add(frame.blocks[0], frame.rows[0], amount.value());
              }
            }
          };
        });
    return groups.outcomes(sum -> Outcome.scaled(sum.value(), Amount.scale(), null));
  }

  private Map<String, Outcome> ratio(Formula.Ratio formula, Asked asked) {
    Trace over = asked.trace() == null ? null : new Trace();
    Trace under = asked.trace() == null ? null : new Trace();
    Map<String, Outcome> top = evaluate(formula.numerator(), asked.traced(over));
    Map<String, Outcome> bottom = evaluate(formula.denominator(), asked.traced(under));
    if (asked.trace() != null) {
      asked.trace().numerator().addAll(over.numerator());
      asked.trace().denominator().addAll(under.numerator());
    }
    Map<String, Outcome> outcomes = new TreeMap<>();
    TreeSet<String> groups = new TreeSet<>(top.keySet());
    groups.addAll(bottom.keySet());
    Outcome zero = Outcome.number(0);
    for (String group : groups) {
      outcomes.put(
          group,
          Outcome.over(
              top.getOrDefault(group, zero).numerator(),
              bottom.getOrDefault(group, zero).numerator(),
              formula.times()));
    }
    return outcomes;
  }
}
