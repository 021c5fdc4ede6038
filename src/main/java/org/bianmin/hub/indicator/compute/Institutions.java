package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.RosterCount;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.IndicatorDefinition.CityRule;

/**
 * Makes the value of an area from the values of its institutions; those without data stay apart.
 */
final class Institutions {

  private final Valuation of;
  private final CityRule rule;

  Institutions(Valuation of, CityRule rule) {
    this.of = of;
    this.rule = rule;
  }

  void combine(Draft draft, List<String> facilities) {
    List<String> without = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    long yes = 0;
    long with = 0;
    for (String facility : facilities) {
      // as it was before it is rounded, and without what is only shown with it
      Draft value = of.draft(Scope.facility(facility), List.of(facility), facility, false);
      draft.mappings.addAll(value.mappings);
      BigDecimal exact = value.exact();
      if (exact == null) {
        without.add(facility);
        continue;
      }
      with++;
      sum = sum.add(exact);
      yes += exact.signum() > 0 ? 1 : 0;
    }
    draft.roster = new RosterCount(facilities.size(), (int) with, without);
    if (with == 0) {
      draft.note = new Words("辖区内机构均无数据", "no institution has data");
      return;
    }
    draft.outcome = outcome(sum, yes, with);
  }

  private Outcome outcome(BigDecimal sum, long yes, long with) {
    BigDecimal all = BigDecimal.valueOf(with);
    BigDecimal met = BigDecimal.valueOf(yes);
    return switch (rule) {
      case ALL -> of(met, all, yes == with ? 1 : 0);
      case ANY -> of(met, all, yes > 0 ? 1 : 0);
      case INSTITUTIONS_YES -> of(met, all, yes);
      case INSTITUTIONS_NO -> of(all.subtract(met), all, with - yes);
      case SUM, POOLED -> Outcome.number(sum);
    };
  }

  private static Outcome of(BigDecimal numerator, BigDecimal denominator, long value) {
    return new Outcome(
        numerator, denominator, BigDecimal.valueOf(value), BigDecimal.ONE, List.of());
  }
}
