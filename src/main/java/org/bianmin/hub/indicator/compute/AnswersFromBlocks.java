package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.Answers;
import org.bianmin.hub.indicator.Contributors;
import org.bianmin.hub.indicator.Difference;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.LineagePage;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.Shown;
import org.bianmin.hub.indicator.Standing;
import org.bianmin.hub.indicator.block.Identity;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.EventDefinition;

/**
 * Answers from the day blocks, after what has changed was taken in: once for each question. What is
 * built while one is answered is not seen by it, so all its numbers are of one moment.
 */
public final class AnswersFromBlocks implements Answers {

  private static final long QUARTER = TimeUnit.MINUTES.toMillis(15);

  private final Known known;
  private final AnswerCache cache = new AnswerCache();

  public AnswersFromBlocks(Known known) {
    this.known = known;
  }

  @Override
  public List<IndicatorValue> values(ProgrammeSet set, Question question) {
    Programme programme = programme(set, question);
    Session session = new Session(known, set, question);
    refresh(session, programme.indicators());
    return asOne(
        () -> {
          List<IndicatorValue> values = new ArrayList<>();
          for (IndicatorDefinition definition : programme.indicators()) {
            values.addAll(answer(session, programme.id(), definition));
          }
          return List.copyOf(values);
        });
  }

  @Override
  public List<IndicatorValue> value(ProgrammeSet set, Question question, String indicator) {
    Programme programme = programme(set, question);
    IndicatorDefinition definition = definition(programme, indicator);
    Session session = new Session(known, set, question);
    refresh(session, List.of(definition));
    return asOne(() -> answer(session, programme.id(), definition));
  }

  @Override
  public Shown shown(
      ProgrammeSet set,
      Question question,
      String indicator,
      boolean numerator,
      String part,
      CountedFact.Cursor after,
      int limit) {
    Programme programme = programme(set, question);
    IndicatorDefinition definition = definition(programme, indicator);
    Session session = new Session(known, set, question);
    // its evidence is taken in with it, so a part that is evidence is too
    refresh(session, List.of(definition));
    return asOne(
        () ->
            new Shown(
                answer(session, programme.id(), definition),
                facts(session, programme, counted(set, definition, part), numerator, part)
                    .page(after, limit)));
  }

  <T> T asOne(Supplier<T> reading) {
    return known.source().asOne(reading);
  }

  /** Takes in what changed of all that is read for some indicators and their evidence. */
  static void refresh(Session session, List<IndicatorDefinition> definitions) {
    session.refresh(
        definitions.stream()
            .flatMap(definition -> Evidence.with(session.set(), definition).stream())
            .map(Involved::in)
            .toList());
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
    return facts(set, question, indicator, numerator, part).page(after, limit);
  }

  @Override
  public Iterable<CountedFact> facts(
      ProgrammeSet set, Question question, String indicator, String part, boolean numerator) {
    return facts(set, question, indicator, numerator, part).all();
  }

  private FactPages facts(
      ProgrammeSet set, Question question, String indicator, boolean numerator, String part) {
    Programme programme = programme(set, question);
    IndicatorDefinition definition = counted(set, definition(programme, indicator), part);
    Session session = new Session(known, set, question);
    refresh(session, List.of(definition));
    return asOne(() -> facts(session, programme, definition, numerator, part));
  }

  /** In a session for which all was taken in. */
  private FactPages facts(
      Session session,
      Programme programme,
      IndicatorDefinition definition,
      boolean numerator,
      String part) {
    AnswerCache.Side side =
        new AnswerCache.Side(key(session, programme.id(), definition), numerator, part);
    FactList sorted = cache.facts(side);
    if (sorted == null) {
      sorted = new Lineage(session, definition).facts(numerator, part);
      cache.keep(side, sorted);
    }
    return new FactPages(known.facts(), sorted);
  }

  @Override
  public Contributors contributors(ProgrammeSet set, Question question, String indicator) {
    IndicatorDefinition definition = definition(programme(set, question), indicator);
    Session session = new Session(known, set, question);
    refresh(session, List.of(definition));
    Trace trace = asOne(() -> new Lineage(session, definition).trace(""));
    return new Contributors(trace.numerator().side(), trace.denominator().side());
  }

  /** The evidence of that name, else the definition itself. */
  private static IndicatorDefinition counted(
      ProgrammeSet set, IndicatorDefinition definition, String part) {
    boolean evidence =
        definition.declared() != null && definition.declared().evidence().contains(part);
    IndicatorDefinition found = evidence ? Evidence.find(set, part) : null;
    return found == null ? definition : found;
  }

  @Override
  public List<Standing> standing(ProgrammeSet set, EventKey key) {
    return new Standings(known, set).of(key);
  }

  @Override
  public List<Difference> whatIf(
      ProgrammeSet inForce,
      ProgrammeSet draft,
      Map<String, EventDefinition> draftEvents,
      Question question) {
    return new Differences(this, known, draftEvents).between(inForce, draft, question);
  }

  private static Programme programme(ProgrammeSet set, Question question) {
    Programme programme =
        set.programme(question.programme())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There is no programme "
                            + question.programme()
                            + "; there are "
                            + set.programmes().stream().map(Programme::id).toList()));
    Choices.check(set, programme, question);
    return programme;
  }

  private static IndicatorDefinition definition(Programme programme, String indicator) {
    return programme
        .indicator(indicator)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Programme " + programme.id() + " has no indicator " + indicator));
  }

  /** In a session for which all was taken in. */
  List<IndicatorValue> answer(Session session, String programme, IndicatorDefinition definition) {
    Valuation valuation = new Valuation(session, definition, true);
    try {
      AnswerCache.Key key = key(session, programme, definition);
      List<IndicatorValue> values = cache.find(key);
      if (values == null) {
        values = List.copyOf(valuation.values());
        cache.keep(key, values);
      }
      // the same blocks, of which more or fewer may wait by now
      return values.stream().map(value -> value.withWaiting(session.waiting())).toList();
    } catch (RuntimeException e) {
      Draft draft = new Draft(session, valuation, session.question().scope(), "");
      draft.note = Failure.of(definition.id(), e);
      return List.of(draft.build());
    }
  }

  /** Evidence is part of an answer, so what it reads is too. */
  private AnswerCache.Key key(Session session, String programme, IndicatorDefinition definition) {
    Set<String> types = new TreeSet<>();
    long before = 0;
    long after = 0;
    boolean declares = false;
    for (IndicatorDefinition one : Evidence.with(session.set(), definition)) {
      Involved involved = Involved.in(one);
      types.addAll(involved.all());
      before = Math.max(before, involved.before());
      after = Math.max(after, involved.after());
      declares |= one.declared() != null;
    }
    StringBuilder state = new StringBuilder();
    long from = session.question().period().from() - before;
    long to = session.question().end() + after;
    for (String facility : session.facilities()) {
      state.append(facility).append(' ');
      state.append(known.source().generation(facility, types, from, to)).append('\n');
    }
    if (declares) {
      session
          .declarations()
          .forEach(
              row -> state.append(row.event().key()).append(' ').append(row.event().version()));
    }
    cache.by(session.events());
    return new AnswerCache.Key(
        session.set().hash(),
        programme,
        definition.id(),
        session.question(),
        Identity.of(state.toString()),
        // what is asked as of a moment does not change with the clock
        session.question().asOf() != null ? 0 : session.now() / QUARTER);
  }
}
