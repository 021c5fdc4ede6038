package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.LineagePage;
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

  LineagePage page(boolean numerator, String part, CountedFact.Cursor after, int limit) {
    Trace trace = trace(part);
    FactList facts =
        part.equals("rejected")
            ? trace.rejected()
            : numerator ? trace.numerator() : trace.denominator();
    FactList sorted = facts.byTime();
    int first = 0;
    while (after != null && first < sorted.size() && !later(sorted, first, after)) {
      first++;
    }
    int end = Math.min(sorted.size(), first + limit);
    List<Long> ids = new ArrayList<>();
    for (int i = first; i < end; i++) {
      ids.add(sorted.id(i));
    }
    Map<Long, EventKey> keys =
        ids.isEmpty() ? Map.of() : new LinkedHashMap<>(session.known().facts().keys(ids));
    List<CountedFact> page = new ArrayList<>();
    for (int i = first; i < end; i++) {
      EventKey key = keys.get(sorted.id(i));
      // one that was taken away since
      if (key != null) {
        page.add(new CountedFact(sorted.id(i), key, sorted.time(i)));
      }
    }
    CountedFact.Cursor next =
        end < sorted.size() && end > first
            ? new CountedFact.Cursor(sorted.time(end - 1), sorted.id(end - 1))
            : null;
    return new LineagePage(page, next, sorted.size());
  }

  private static boolean later(FactList facts, int index, CountedFact.Cursor after) {
    return facts.time(index) != after.occurredAt()
        ? facts.time(index) > after.occurredAt()
        : facts.id(index) > after.id();
  }
}
