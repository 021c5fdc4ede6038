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
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.programme.Bounds;
import org.bianmin.hub.indicator.programme.FactSet;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Measure;

/** Evaluates the measures of one definition for one question. */
final class Measuring {

  private static final int PAGE = 10_000;
  private static final int PERCENT = 100;
  private static final Set<String> SPANS = Set.of("s", "min", "h", "days");
  private static final Words NOT_TOLD =
      new Words(
          "所属模块未给出该数（互认未启用时见 hub.recognition.enabled）",
          "its own room tells no such figure (of recognition, where hub.recognition.enabled is"
              + " off)");
  private static final Words NOT_SPLIT =
      new Words("由其他模块给出，不能按此拆分", "it comes from another room, and cannot be split");
  private static final Words NOT_CUT =
      new Words(
          "由其他模块给出，按整个期间计，不受 until 限制",
          "it comes from another room, of the whole period whatever until says");
  private static final Words NOT_POOLED =
      new Words(
          "各机构的时长不能合并，请按机构（by=facility）查询",
          "delays of several facilities cannot be put together; ask by=facility");

  private final Session session;
  private final Surroundings around;
  private final Rows rows;
  private final boolean percent;
  private final Set<String> silent = new TreeSet<>();
  private ProvidedFigures.Provided alone;
  private Words note;

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
    if (measure.formula() instanceof Formula.Provided provided) {
      if (by != null) {
        note(NOT_SPLIT);
        return Map.of("", Outcome.none());
      }
      return Map.of("", provided(provided.figure(), facilities, trace));
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

  /** The figure that another room told of a single facility; null where none did. */
  ProvidedFigures.Provided alone() {
    return alone;
  }

  /** What must be known about what was measured; null where nothing. */
  Words note() {
    return note;
  }

  /** Facilities of which the other room told no figure. */
  Set<String> silent() {
    return silent;
  }

  private void note(Words more) {
    note = note == null || note.equals(more) ? more : Notes.both(note, more);
  }

  /** Of one facility as its room tells it; of several shares are pooled and amounts added. */
  private Outcome provided(String figure, List<String> facilities, Trace trace) {
    List<ProvidedFigures.Provided> found = new ArrayList<>();
    for (String facility : facilities) {
      boolean told = false;
      for (ProvidedFigures figures : session.known().figures()) {
        Optional<ProvidedFigures.Provided> one =
            figures.figure(figure, session.question().period(), facility);
        one.ifPresent(found::add);
        told |= one.isPresent();
        if (one.isPresent() && trace != null) {
          trace(figures, figure, facility, true, trace.numerator());
          trace(figures, figure, facility, false, trace.denominator());
        }
      }
      if (!told) {
        silent.add(facility);
      }
    }
    if (session.question().end() < session.question().period().to()) {
      note(NOT_CUT);
    }
    if (found.isEmpty()) {
      note(NOT_TOLD);
      return Outcome.none();
    }
    if (found.size() == 1) {
      alone = found.get(0);
      return single(alone);
    }
    String unit = found.get(0).unit();
    if (unit.equals("%")) {
      return pooled(found);
    }
    if (SPANS.contains(unit)) {
      note(NOT_POOLED);
      return Outcome.none();
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (ProvidedFigures.Provided one : found) {
      sum = one.value() == null ? sum : sum.add(one.value());
    }
    return Outcome.number(sum);
  }

  private static Outcome pooled(List<ProvidedFigures.Provided> found) {
    BigDecimal numerator = BigDecimal.ZERO;
    BigDecimal denominator = BigDecimal.ZERO;
    for (ProvidedFigures.Provided one : found) {
      if (one.numerator() != null && one.denominator() != null) {
        numerator = numerator.add(one.numerator());
        denominator = denominator.add(one.denominator());
      }
    }
    return Outcome.over(numerator, denominator, PERCENT);
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
    // a share is held against its target before it is rounded, as all are
    if (told.unit().equals("%") && told.numerator() != null && told.denominator() != null) {
      return Outcome.over(told.numerator(), told.denominator(), PERCENT).with(extras);
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
