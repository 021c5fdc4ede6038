package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.programme.Formula;

/** Counts what is different: persons, codes, keys. */
final class Persons {

  private static final int PERCENT = 100;

  /** Facts with the identity that each has, for those that are told apart only at the end. */
  private static final class Traced {
    private final FactList facts = new FactList();
    private final Longs highs = new Longs();
    private final Longs lows = new Longs();
  }

  private final Rows rows;
  private final Surroundings around;

  Persons(Rows rows) {
    this.rows = rows;
    this.around = rows.around();
  }

  Map<String, Outcome> distinct(Formula.Distinct formula, Asked asked) {
    Groups<IdentitySet> groups = new Groups<>(asked.by() != null, IdentitySet::new);
    ValueSet among = formula.among().isEmpty() ? null : new ValueSet(formula.among());
    Trace trace = asked.trace();
    rows.each(
        formula.set(),
        asked,
        plan -> {
          Ref single = plan.ref(formula.of().get(0));
          // what the definition itself lists is everybody's
          Tuple tuple =
              among == null ? Tuple.of(plan, formula.of(), around) : new Tuple(List.of(single));
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            if (tuple.read() && (among == null || among.contains(single))) {
              groups.of(group).add(tuple.high(), tuple.low());
              if (trace != null) {
                trace.numerator().add(frame.blocks[0], frame.rows[0], 1);
              }
            }
          };
        });
    return groups.outcomes(set -> Outcome.number(set.size()));
  }

  Map<String, Outcome> share(Formula.ShareOfPersons formula, Asked asked) {
    Groups<IdentitySet> groups = new Groups<>(asked.by() != null, IdentitySet::new);
    IdentitySet all = new IdentitySet();
    Trace trace = asked.trace();
    rows.each(
        formula.set(),
        asked,
        formula.valid() == null ? asked.from() : 0,
        asked.to(),
        plan -> {
          Tuple tuple = Tuple.of(plan, formula.of(), around);
          Test valid = valid(plan, formula.valid(), asked.to());
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            if (valid.holds() && tuple.read()) {
              groups.of(group).add(tuple.high(), tuple.low());
              all.add(tuple.high(), tuple.low());
              if (trace != null) {
                trace.denominator().add(frame.blocks[0], frame.rows[0], 1);
              }
            }
          };
        });
    IdentitySet also = new IdentitySet();
    Traced traced = new Traced();
    rows.each(
        formula.also(),
        asked,
        plan -> {
          Tuple tuple = Tuple.of(plan, formula.alsoOf(), around);
          Frame frame = plan.frame();
          return () -> {
            if (tuple.read()) {
              also.add(tuple.high(), tuple.low());
              if (trace != null) {
                traced.facts.add(frame.blocks[0], frame.rows[0], 1);
                traced.highs.add(tuple.high());
                traced.lows.add(tuple.low());
              }
            }
          };
        });
    for (int i = 0; i < traced.facts.size(); i++) {
      if (all.contains(traced.highs.get(i), traced.lows.get(i))) {
        trace.numerator().add(traced.facts.time(i), traced.facts.id(i), 1);
      }
    }
    return groups.outcomes(
        set ->
            Outcome.over(
                BigDecimal.valueOf(set.common(also)), BigDecimal.valueOf(set.size()), PERCENT));
  }

  Map<String, Outcome> stock(Formula.Stock formula, Asked asked) {
    Groups<IdentitySet> persons = new Groups<>(asked.by() != null, IdentitySet::new);
    Groups<LongSum> facts = new Groups<>(asked.by() != null, LongSum::new);
    boolean distinct = !formula.of().isEmpty();
    Trace trace = asked.trace();
    rows.each(
        formula.set(),
        asked,
        0,
        asked.to(),
        plan -> {
          Tuple tuple = Tuple.of(plan, formula.of(), around);
          Test valid = valid(plan, formula.valid(), asked.to());
          Ref group = Rows.group(plan, asked);
          Frame frame = plan.frame();
          return () -> {
            if (!valid.holds() || (distinct && !tuple.read())) {
              return;
            }
            if (distinct) {
              persons.of(group).add(tuple.high(), tuple.low());
            } else {
              facts.of(group).add(1);
            }
            if (trace != null) {
              trace.numerator().add(frame.blocks[0], frame.rows[0], 1);
            }
          };
        });
    return distinct
        ? persons.outcomes(set -> Outcome.number(set.size()))
        : facts.outcomes(sum -> Outcome.scaled(sum.value(), 1, null));
  }

  /**
   * Whether a fact is valid just before the cut. An end at midnight is a day as people write it:
   * that day counts whole.
   */
  private Test valid(Plan plan, Formula.Valid valid, long cut) {
    if (valid == null) {
      return Test.TRUE;
    }
    Ref from = plan.ref(valid.from());
    Ref to = plan.ref(valid.to());
    ZoneDays days = around.days();
    return () -> {
      if (from.hasNumber() && from.number() >= cut) {
        return false;
      }
      if (!to.hasNumber()) {
        return true;
      }
      long end = to.number();
      long day = days.day(end);
      return (days.start(day) == end ? days.start(day + 1) : end) >= cut;
    };
  }
}
