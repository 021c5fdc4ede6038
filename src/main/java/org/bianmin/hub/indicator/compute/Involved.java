package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.indicator.programme.Beside;
import org.bianmin.hub.indicator.programme.Condition;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Join;
import org.bianmin.hub.indicator.programme.Measure;

/**
 * What a formula reads.
 *
 * @param counted types whose facts are counted
 * @param all these and the types that are joined
 * @param before, after how far outside of the period it reads, milliseconds
 * @param early, late how far outside of it what counts in the period may have happened,
 *     milliseconds
 */
record Involved(
    Set<String> counted, Set<String> all, long before, long after, long early, long late) {

  private static final long EVER = 40L * 366 * ZoneDays.DAY;

  static Involved in(IndicatorDefinition definition) {
    List<Formula> formulas = new ArrayList<>();
    if (definition.measure() != null) {
      formulas.add(definition.measure().formula());
      without(definition.measure(), formulas);
    }
    for (Beside beside : definition.beside()) {
      formulas.add(beside.measure().formula());
      without(beside.measure(), formulas);
    }
    Set<String> counted = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    long before = 0;
    long after = 0;
    long early = 0;
    long late = 0;
    for (Formula formula : formulas) {
      for (FactSet set : sets(formula)) {
        for (FactSet.Member member : set.members()) {
          counted.add(member.event());
          all.add(member.event());
          member.where().forEach(condition -> voided(condition, all));
          long reach = member.reach().before().toMillis();
          long later = member.reach().after().toMillis();
          for (Join join : member.joins()) {
            all.add(join.event());
            join.where().forEach(condition -> voided(condition, all));
            before = Math.max(before, reach + join.reach().before().toMillis());
            after = Math.max(after, later + join.reach().after().toMillis());
          }
          before = Math.max(before, reach);
          after = Math.max(after, later);
          if (member.time() != null) {
            early = Math.max(early, reach);
            late = Math.max(late, later);
          }
        }
      }
      if (formula instanceof Formula.Share f) {
        f.numerator().forEach(condition -> voided(condition, all));
      }
      if (formula instanceof Formula.StayDays f) {
        counted.add(f.stays());
        all.addAll(List.of(f.stays(), f.ends(), f.covered().event()));
        before = Math.max(before, Stays.LONGEST * ZoneDays.DAY);
        after = Math.max(after, 2 * Stays.LONGEST * ZoneDays.DAY);
        // who stays in the period came before it
        early = Math.max(early, Stays.LONGEST * ZoneDays.DAY);
      } else if (stock(formula)) {
        before = EVER;
      }
    }
    return new Involved(counted, all, before, after, early, late);
  }

  private static void without(Measure measure, List<Formula> into) {
    if (measure.without() != null) {
      into.add(new Formula.Count(measure.without()));
    }
  }

  /** Types of which a condition asks whether a fact is void. */
  private static void voided(Condition condition, Set<String> into) {
    if (condition instanceof Condition.VoidFact c) {
      into.add(c.event());
    } else if (condition instanceof Condition.Not c) {
      voided(c.of(), into);
    } else if (condition instanceof Condition.When c) {
      voided(c.then(), into);
    } else if (condition instanceof Condition.All c) {
      c.of().forEach(one -> voided(one, into));
    } else if (condition instanceof Condition.AnyOf c) {
      c.of().forEach(one -> voided(one, into));
    }
  }

  /** The same, read so much further on both sides. */
  Involved wider(long millis) {
    return new Involved(counted, all, before + millis, after + millis, early, late);
  }

  /** Types of which a formula counts facts. */
  static Set<String> counted(Formula formula) {
    Set<String> counted = new TreeSet<>();
    if (formula instanceof Formula.StayDays f) {
      counted.add(f.stays());
    }
    sets(formula).forEach(set -> set.members().forEach(member -> counted.add(member.event())));
    return counted;
  }

  /** Whether facts of earlier periods count too. */
  boolean ever() {
    return before == EVER;
  }

  private static boolean stock(Formula formula) {
    return formula instanceof Formula.Stock
        || (formula instanceof Formula.ShareOfPersons f && f.valid() != null);
  }

  /** The sets of a formula. */
  static List<FactSet> sets(Formula formula) {
    if (formula instanceof Formula.Share f) {
      return List.of(f.set());
    } else if (formula instanceof Formula.Count f) {
      return List.of(f.set());
    } else if (formula instanceof Formula.Distinct f) {
      return List.of(f.set());
    } else if (formula instanceof Formula.Sum f) {
      return List.of(f.set());
    } else if (formula instanceof Formula.Measured f) {
      return List.of(f.set());
    } else if (formula instanceof Formula.Ratio f) {
      List<FactSet> both = new ArrayList<>(sets(f.numerator()));
      both.addAll(sets(f.denominator()));
      return both;
    } else if (formula instanceof Formula.ShareOfPersons f) {
      return List.of(f.set(), f.also());
    } else if (formula instanceof Formula.Stock f) {
      return List.of(f.set());
    } else if (formula instanceof Formula.Weeks f) {
      return List.of(f.set());
    } else if (formula instanceof Formula.PerDay f) {
      return List.of(f.set());
    } else if (formula instanceof Formula.Cells f) {
      return f.rows().stream().map(Formula.Row::set).toList();
    }
    return List.of();
  }
}
