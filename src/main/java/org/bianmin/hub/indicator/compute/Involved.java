package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.indicator.programme.Beside;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Join;

/**
 * What a formula reads.
 *
 * @param counted types whose facts are counted
 * @param all these and the types that are joined
 * @param before, after how far outside of the period it reads, milliseconds
 */
record Involved(Set<String> counted, Set<String> all, long before, long after) {

  private static final long EVER = 40L * 366 * ZoneDays.DAY;

  static Involved in(IndicatorDefinition definition) {
    List<Formula> formulas = new ArrayList<>();
    if (definition.measure() != null) {
      formulas.add(definition.measure().formula());
    }
    for (Beside beside : definition.beside()) {
      formulas.add(beside.measure().formula());
    }
    Set<String> counted = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    long before = 0;
    long after = 0;
    for (Formula formula : formulas) {
      for (FactSet set : sets(formula)) {
        for (FactSet.Member member : set.members()) {
          counted.add(member.event());
          all.add(member.event());
          long reach = member.reach().before().toMillis();
          long late = member.reach().after().toMillis();
          for (Join join : member.joins()) {
            all.add(join.event());
            before = Math.max(before, reach + join.reach().before().toMillis());
            after = Math.max(after, late + join.reach().after().toMillis());
          }
          before = Math.max(before, reach);
          after = Math.max(after, late);
        }
      }
      if (formula instanceof Formula.StayDays f) {
        counted.add(f.stays());
        all.addAll(List.of(f.stays(), f.ends(), f.covered().event()));
        before = Math.max(before, Stays.LONGEST * ZoneDays.DAY);
        after = Math.max(after, 2 * Stays.LONGEST * ZoneDays.DAY);
      } else if (stock(formula)) {
        before = EVER;
      }
    }
    return new Involved(counted, all, before, after);
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
