package org.bianmin.hub.indicator.compute;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Difference;
import org.bianmin.hub.indicator.Dimension;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.AttributeDefinition;
import org.bianmin.hub.mapping.EventDefinition;

/** Counts by two sets of programmes, over the same facts. */
final class Differences {

  private final AnswersFromBlocks answers;
  private final Known known;
  private final Map<String, EventDefinition> draftEvents;

  /**
   * @param draftEvents definitions of events as the draft has them
   */
  Differences(AnswersFromBlocks answers, Known known, Map<String, EventDefinition> draftEvents) {
    this.answers = answers;
    this.known = known;
    this.draftEvents = draftEvents;
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
    Session before = new Session(known, inForce, question);
    Session after = new Session(known, draft, question);
    AnswersFromBlocks.refresh(before, List.copyOf(now.values()));
    AnswersFromBlocks.refresh(after, List.copyOf(then.values()));
    return answers.asOne(() -> between(before, after, now, then, all.keySet(), around));
  }

  private List<Difference> between(
      Session before,
      Session after,
      Map<String, IndicatorDefinition> now,
      Map<String, IndicatorDefinition> then,
      Set<String> all,
      boolean around) {
    List<Difference> differences = new ArrayList<>();
    for (String id : all) {
      IndicatorDefinition one = now.get(id);
      IndicatorDefinition other = then.get(id);
      boolean same = one != null && other != null && one.hash().equals(other.hash()) && !around;
      differences.add(same ? same(before, one) : changed(before, after, one, other));
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

  private IndicatorValue value(Session session, IndicatorDefinition of) {
    return answers.answer(session, session.question().programme(), of).get(0);
  }

  /** As the draft has it, with what the draft would change and cannot be tried. */
  private IndicatorValue drafted(Session session, IndicatorDefinition of) {
    IndicatorValue value = value(session, of);
    List<String> otherwise =
        Involved.in(of).all().stream().filter(type -> otherwise(session, type)).toList();
    if (otherwise.isEmpty()) {
      return value;
    }
    String types = String.join(", ", otherwise);
    Words note =
        new Words(
            "草稿改动了事件定义 " + types + "，此处仍按现行事件定义计数",
            "the draft defines " + types + " otherwise; counted by the events in force");
    return value.withNote(value.note() == null ? note : Notes.both(value.note(), note));
  }

  /** Whether the draft's event has other attributes, or counts together with others. */
  private boolean otherwise(Session session, String type) {
    return !told(session.events().get(type)).equals(told(draftEvents.get(type)));
  }

  /** What of a definition facts and their counting hang on, without its place in the file. */
  private static List<Object> told(EventDefinition event) {
    List<Object> told = new ArrayList<>();
    if (event != null) {
      told.add(String.valueOf(event.occurs()));
      event.attributes().values().forEach(attribute -> told(attribute, told));
      event.countsWhile().forEach(c -> told.add(c.event() + c.when()));
    }
    return told;
  }

  private static void told(AttributeDefinition attribute, List<Object> into) {
    into.add(attribute.name() + ' ' + attribute.type() + ' ' + attribute.valueSet());
    attribute.items().values().forEach(item -> told(item, into));
  }

  private Difference same(Session session, IndicatorDefinition of) {
    IndicatorValue now = value(session, of);
    return new Difference(
        session.question().programme(),
        of.id(),
        of.name(),
        Difference.Kind.SAME,
        now,
        drafted(session, of),
        0,
        0);
  }

  private Difference changed(
      Session inForce, Session draft, IndicatorDefinition one, IndicatorDefinition other) {
    IndicatorDefinition any = other == null ? one : other;
    IndicatorValue now = one == null ? null : value(inForce, one);
    IndicatorValue then = other == null ? null : drafted(draft, other);
    FactList before = counted(inForce, one);
    FactList after = counted(draft, other);
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
        inForce.question().programme(),
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
  private static FactList counted(Session session, IndicatorDefinition of) {
    FactList facts = new FactList();
    if (of != null) {
      try {
        Trace trace = new Lineage(session, of).trace("");
        facts.addAll(trace.numerator());
        facts.addAll(trace.denominator());
      } catch (RuntimeException e) {
        // the value's note says the same
        Words unused = Failure.of(of.id(), e);
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
