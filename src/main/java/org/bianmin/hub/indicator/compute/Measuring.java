package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.ProvidedFigures;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Measure;

/** Evaluates the measures of one definition for one question. */
final class Measuring {

  private static final int PAGE = 10_000;

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
            facilities, session.question().period().from(), session.question().end(), by, trace);
    if (measure.formula() instanceof Formula.Provided provided) {
      return Map.of(
          "", by == null ? provided(provided.figure(), facilities, trace) : Outcome.none());
    }
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
    }
    return outcomes;
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

  /** Of one facility as its room tells it; of several from the sums of numerators, denominators. */
  private Outcome provided(String figure, List<String> facilities, Trace trace) {
    List<ProvidedFigures.Provided> found = new ArrayList<>();
    for (String facility : facilities) {
      for (ProvidedFigures figures : session.known().figures()) {
        Optional<ProvidedFigures.Provided> one =
            figures.figure(figure, session.question().period(), facility);
        one.ifPresent(found::add);
        if (one.isPresent() && trace != null) {
          trace(figures, figure, facility, true, trace.numerator());
          trace(figures, figure, facility, false, trace.denominator());
        }
      }
    }
    if (found.isEmpty()) {
      return Outcome.none();
    }
    if (found.size() == 1) {
      return single(found.get(0));
    }
    BigDecimal numerator = BigDecimal.ZERO;
    BigDecimal denominator = BigDecimal.ZERO;
    for (ProvidedFigures.Provided one : found) {
      if (one.numerator() == null || one.denominator() == null) {
        return Outcome.none();
      }
      numerator = numerator.add(one.numerator());
      denominator = denominator.add(one.denominator());
    }
    return Outcome.over(numerator, denominator, percent ? 100 : 1);
  }

  private static Outcome single(ProvidedFigures.Provided told) {
    List<Outcome.Extra> extras = new ArrayList<>();
    for (ProvidedFigures.ProvidedPart part : told.parts()) {
      extras.add(
          new Outcome.Extra(
              part.code(),
              new Outcome(
                  part.numerator(),
                  part.denominator(),
                  part.value(),
                  part.value() == null ? null : BigDecimal.ONE,
                  List.of()),
              false));
    }
    return new Outcome(
        told.numerator(),
        told.denominator(),
        told.value(),
        told.value() == null ? null : BigDecimal.ONE,
        extras);
  }

  private void trace(
      ProvidedFigures figures, String figure, String facility, boolean numerator, FactList into) {
    CountedFact.Cursor after = null;
    List<CountedFact> page;
    do {
      page =
          figures
              .facts(figure, numerator, "", session.question().period(), facility, after, PAGE)
              .orElse(List.of());
      for (CountedFact fact : page) {
        into.add(fact.occurredAt(), fact.id(), 1);
        after = new CountedFact.Cursor(fact.occurredAt(), fact.id());
      }
    } while (page.size() == PAGE);
  }
}
