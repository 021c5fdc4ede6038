package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Measure;

/** Evaluates the measures of one definition for one question. */
final class Measuring {

  private final Session session;
  private final Surroundings around;
  private final Rows rows;
  private final boolean percent;

  Measuring(Session session, IndicatorDefinition definition, Map<String, String> chosen) {
    this.session = session;
    this.around = session.surroundings(chosen);
    this.rows = new Rows(around);
    this.percent = definition.unit().equals("%");
  }

  Set<String> mappings() {
    return new TreeSet<>(rows.mappings());
  }

  /**
   * Outcomes by group.
   *
   * @param by attribute that splits; null for none
   * @param trace null where nobody asks for the facts
   */
  Map<String, Outcome> measure(Measure measure, List<String> facilities, String by, Trace trace) {
    Asked asked =
        new Asked(
            facilities,
            session.question().period().from(),
            session.question().end(),
            session.now(),
            by,
            trace,
            null);
    Map<String, Outcome> outcomes = new Evaluator(rows).evaluate(measure.formula(), asked);
    if (measure.formula() instanceof Formula.Cells && !percent) {
      outcomes.replaceAll(
          (group, o) ->
              new Outcome(
                  o.numerator(), o.denominator(), o.numerator(), BigDecimal.ONE, o.parts()));
    }
    if (measure.yes() != null) {
      Bounds bounds = bounds(measure, facilities);
      outcomes.replaceAll((group, o) -> yes(o, bounds));
      if (measure.without() != null) {
        without(measure.without(), asked.traced(null), outcomes);
      }
    }
    return outcomes;
  }

  /** What must not be is a no, also where there is nothing to divide by. */
  private void without(FactSet set, Asked asked, Map<String, Outcome> outcomes) {
    new Evaluator(rows)
        .evaluate(new Formula.Count(set), asked)
        .forEach(
            (group, count) -> {
              if (count.numerator().signum() > 0) {
                Outcome of = outcomes.getOrDefault(group, Outcome.none());
                outcomes.put(
                    group,
                    new Outcome(
                        of.numerator(),
                        of.denominator(),
                        BigDecimal.ZERO,
                        BigDecimal.ONE,
                        of.parts()));
              }
            });
  }

  private static Outcome yes(Outcome outcome, Bounds bounds) {
    if (!outcome.hasValue()) {
      return outcome;
    }
    BigDecimal yes = bounds.hold(outcome.exact()) ? BigDecimal.ONE : BigDecimal.ZERO;
    return new Outcome(
        outcome.numerator(), outcome.denominator(), yes, BigDecimal.ONE, outcome.parts());
  }

  /** With the number of the roster in the bound's place, where the facility has one. */
  private Bounds bounds(Measure measure, List<String> facilities) {
    Bounds bounds = measure.yes();
    if (measure.parameter() == null || facilities.size() != 1) {
      return bounds;
    }
    around.facility(facilities.get(0));
    BigDecimal own = DeclaredValues.number(around.parameters().get(measure.parameter()));
    return own == null
        ? bounds
        : new Bounds(
            bounds.atLeast() == null ? null : own,
            bounds.atMost() == null ? null : own,
            bounds.moreThan() == null ? null : own,
            bounds.lessThan() == null ? null : own);
  }
}
