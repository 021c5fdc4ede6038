package org.bianmin.hub.indicator.compute;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.Answers;
import org.bianmin.hub.indicator.Contributors;
import org.bianmin.hub.indicator.Difference;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.LineagePage;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Standing;
import org.bianmin.hub.indicator.programme.Formula;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;

/** Answers from the day blocks, after what has changed was taken in. */
public final class AnswersFromBlocks implements Answers {

  private final Known known;
  private final AnswerCache cache = new AnswerCache();

  public AnswersFromBlocks(Known known) {
    this.known = known;
  }

  @Override
  public List<IndicatorValue> values(ProgrammeSet set, Question question) {
    Programme programme = programme(set, question);
    Session session = new Session(known, set, question);
    List<IndicatorValue> values = new ArrayList<>();
    for (IndicatorDefinition definition : programme.indicators()) {
      values.addAll(answer(session, programme, definition));
    }
    return List.copyOf(values);
  }

  @Override
  public List<IndicatorValue> value(ProgrammeSet set, Question question, String indicator) {
    Programme programme = programme(set, question);
    IndicatorDefinition definition = definition(programme, indicator);
    return answer(new Session(known, set, question), programme, definition);
  }

  @Override
  public LineagePage lineage(
      ProgrammeSet set,
      Question question,
      String indicator,
      boolean numerator,
      String part,
      CountedFact.Cursor after,
      int limit) {
    Lineage lineage = lineage(set, question, indicator, part);
    return lineage.page(numerator, part, after, limit);
  }

  @Override
  public Contributors contributors(ProgrammeSet set, Question question, String indicator) {
    Trace trace = lineage(set, question, indicator, "").trace("");
    return new Contributors(trace.numerator().side(), trace.denominator().side());
  }

  private Lineage lineage(ProgrammeSet set, Question question, String indicator, String part) {
    IndicatorDefinition definition = definition(programme(set, question), indicator);
    if (definition.declared() != null && definition.declared().evidence().contains(part)) {
      for (Programme programme : set.programmes()) {
        definition = programme.indicator(part).orElse(definition);
      }
    }
    Session session = new Session(known, set, question);
    session.refresh(Involved.in(definition));
    return new Lineage(session, definition);
  }

  @Override
  public List<Standing> standing(ProgrammeSet set, EventKey key) {
    return new Standings(known, set).of(key);
  }

  @Override
  public List<Difference> whatIf(ProgrammeSet inForce, ProgrammeSet draft, Question question) {
    return new Differences(this, known).between(inForce, draft, question);
  }

  private static Programme programme(ProgrammeSet set, Question question) {
    return set.programme(question.programme())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no programme "
                        + question.programme()
                        + "; there are "
                        + set.programmes().stream().map(Programme::id).toList()));
  }

  private static IndicatorDefinition definition(Programme programme, String indicator) {
    return programme
        .indicator(indicator)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Programme " + programme.id() + " has no indicator " + indicator));
  }

  private List<IndicatorValue> answer(
      Session session, Programme programme, IndicatorDefinition definition) {
    Valuation valuation = new Valuation(session, definition, true);
    try {
      Involved involved = valuation.involved();
      session.refresh(involved);
      if (definition.measure() != null && provided(definition)) {
        return valuation.values();
      }
      AnswerCache.Key key = key(session, programme, definition);
      List<IndicatorValue> values = cache.find(key);
      if (values == null) {
        values = List.copyOf(valuation.values());
        if (session.waiting() == 0) {
          cache.keep(key, values);
        }
      }
      return values;
    } catch (IllegalArgumentException | ArithmeticException e) {
      // one definition that cannot be counted does not keep others from being shown
      Draft draft = new Draft(session, valuation, session.question().scope(), "");
      String reason = String.valueOf(e.getMessage());
      draft.note = new Words("无法计算：" + reason, "cannot be counted: " + reason);
      return List.of(draft.build());
    }
  }

  private static boolean provided(IndicatorDefinition definition) {
    return definition.measure().formula() instanceof Formula.Provided
        || definition.beside().stream()
            .anyMatch(b -> b.measure().formula() instanceof Formula.Provided);
  }

  /** Evidence is part of an answer, so what it reads is too. */
  private AnswerCache.Key key(
      Session session, Programme programme, IndicatorDefinition definition) {
    Set<String> types = new TreeSet<>(Involved.in(definition).all());
    long before = Involved.in(definition).before();
    long after = Involved.in(definition).after();
    if (definition.declared() != null) {
      for (String id : definition.declared().evidence()) {
        for (Programme other : session.set().programmes()) {
          IndicatorDefinition evidence = other.indicator(id).orElse(null);
          if (evidence != null) {
            Involved involved = Involved.in(evidence);
            session.refresh(involved);
            types.addAll(involved.all());
            before = Math.max(before, involved.before());
            after = Math.max(after, involved.after());
          }
        }
      }
    }
    List<Long> generations = new ArrayList<>();
    long from = session.question().period().from() - before;
    long to = session.question().end() + after;
    for (String facility : session.facilities()) {
      generations.add(known.source().generation(facility, types, from, to));
    }
    List<String> declared =
        definition.declared() == null
            ? List.of()
            : session.declarations().stream()
                .map(row -> row.event().key() + " " + row.event().version())
                .toList();
    return new AnswerCache.Key(
        session.set().hash(),
        programme.id(),
        definition.id(),
        session.question(),
        generations,
        declared,
        // what is asked as of a moment does not change with the hour
        session.question().asOf() != null
            ? 0
            : LocalDate.ofInstant(known.clock().instant(), ZoneOffset.UTC).toEpochDay() * 24
                + known.clock().instant().atOffset(ZoneOffset.UTC).getHour());
  }
}
