package org.bianmin.hub.indicator.compute;

import java.util.List;
import org.bianmin.hub.indicator.programme.Beside;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Measure;

/** The facts behind an answer: the same evaluation, which notes them. */
final class Lineage {

  private final Session session;
  private final IndicatorDefinition definition;

  Lineage(Session session, IndicatorDefinition definition) {
    this.session = session;
    this.definition = definition;
  }

  /**
   * Facts of a part, or of the value where the part is none of its own.
   *
   * @param part code; empty for the value
   */
  Trace trace(String part) {
    Trace trace = new Trace();
    Measure measure = measure(part);
    if (measure != null) {
      Valuation valuation = new Valuation(session, definition, false);
      List<String> telling = valuation.telling(valuation.applicable(session.facilities()));
      new Measuring(session, definition, valuation.chosen()).measure(measure, telling, null, trace);
    }
    return trace;
  }

  private Measure measure(String part) {
    for (Beside beside : definition.beside()) {
      if (beside.code().equals(part)) {
        return beside.measure();
      }
    }
    if (definition.measure() != null && definition.measure().formula() instanceof Formula.Cells f) {
      List<Formula.Row> rows = f.rows().stream().filter(r -> r.label().equals(part)).toList();
      if (!rows.isEmpty()) {
        return Measure.of(new Formula.Cells(rows, f.among()));
      }
    }
    return definition.measure();
  }

  /**
   * Facts of one side, each once, by time and row.
   *
   * @throws IllegalArgumentException when they cannot be counted; the message says why
   */
  FactList facts(boolean numerator, String part) {
    Trace trace;
    try {
      trace = trace(part);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(Failure.of(definition.id(), e).en(), e);
    }
    FactList facts =
        part.equals("rejected")
            ? trace.rejected()
            : numerator ? trace.numerator() : trace.denominator();
    return facts.byTime();
  }
}
