package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.indicator.Difference;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;

/** Counts by two sets of programmes, over the same facts. */
final class Differences {

  private final AnswersFromBlocks answers;
  private final Known known;

  Differences(AnswersFromBlocks answers, Known known) {
    this.answers = answers;
    this.known = known;
  }

  List<Difference> between(ProgrammeSet inForce, ProgrammeSet draft, Question asked) {
    Question question =
        new Question(
            asked.programme(),
            asked.period(),
            asked.until(),
            asked.scope(),
            Dimension.NONE,
            asked.switches());
    Map<String, IndicatorDefinition> now = definitions(inForce, question.programme());
    Map<String, IndicatorDefinition> then = definitions(draft, question.programme());
    if (now.isEmpty() && then.isEmpty()) {
      throw new IllegalArgumentException("There is no programme " + question.programme());
    }
    // roster, holidays and feeds may change a value whose definition stays
    boolean around =
        !inForce.roster().equals(draft.roster())
            || !inForce.feeds().equals(draft.feeds())
            || !inForce.holidays().days().equals(draft.holidays().days());
    TreeMap<String, IndicatorDefinition> all = new TreeMap<>(now);
    all.putAll(then);
    List<Difference> differences = new ArrayList<>();
    for (String id : all.keySet()) {
      IndicatorDefinition one = now.get(id);
      IndicatorDefinition other = then.get(id);
      boolean same = one != null && other != null && one.hash().equals(other.hash()) && !around;
      differences.add(
          same ? same(inForce, question, one) : changed(inForce, draft, question, one, other));
    }
    return differences;
  }

  private static Map<String, IndicatorDefinition> definitions(ProgrammeSet set, String programme) {
    TreeMap<String, IndicatorDefinition> definitions = new TreeMap<>();
    set.programme(programme)
        .map(Programme::indicators)
        .orElse(List.of())
        .forEach(d -> definitions.put(d.id(), d));
    return definitions;
  }

  private Difference same(ProgrammeSet set, Question question, IndicatorDefinition of) {
    IndicatorValue value = answers.value(set, question, of.id()).get(0);
    return new Difference(
        question.programme(), of.id(), of.name(), Difference.Kind.SAME, value, value, 0, 0);
  }

  private Difference changed(
      ProgrammeSet inForce,
      ProgrammeSet draft,
      Question question,
      IndicatorDefinition one,
      IndicatorDefinition other) {
    IndicatorDefinition any = other == null ? one : other;
    IndicatorValue now = one == null ? null : answers.value(inForce, question, any.id()).get(0);
    IndicatorValue then = other == null ? null : answers.value(draft, question, any.id()).get(0);
    FactList before = counted(inForce, question, one);
    FactList after = counted(draft, question, other);
    long kept = common(before, after);
    Difference.Kind kind =
        one == null
            ? Difference.Kind.ADDED
            : other == null
                ? Difference.Kind.REMOVED
                : same(now, then) && before.size() == kept && after.size() == kept
                    ? Difference.Kind.SAME
                    : Difference.Kind.CHANGED;
    return new Difference(
        question.programme(),
        any.id(),
        any.name(),
        kind,
        now,
        then,
        after.size() - kept,
        before.size() - kept);
  }

  private static boolean same(IndicatorValue one, IndicatorValue other) {
    return one.definitionVersion().equals(other.definitionVersion())
        && equal(one.value(), other.value())
        && equal(one.numerator(), other.numerator())
        && equal(one.denominator(), other.denominator());
  }

  private static boolean equal(BigDecimal one, BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }

  /** Facts of either side, each once, by row. */
  private FactList counted(ProgrammeSet set, Question question, IndicatorDefinition of) {
    FactList facts = new FactList();
    if (of != null) {
      try {
        Trace trace = new Lineage(new Session(known, set, question), of).trace("");
        facts.addAll(trace.numerator());
        facts.addAll(trace.denominator());
      } catch (IllegalArgumentException | ArithmeticException e) {
        // the value's note says why it cannot be counted
        return new FactList();
      }
    }
    return facts.byId();
  }

  private static long common(FactList one, FactList other) {
    long common = 0;
    int i = 0;
    int j = 0;
    while (i < one.size() && j < other.size()) {
      if (one.id(i) == other.id(j)) {
        common++;
        i++;
        j++;
      } else if (one.id(i) < other.id(j)) {
        i++;
      } else {
        j++;
      }
    }
    return common;
  }
}
