package org.bianmin.hub.indicator;

import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.mapping.EventDefinition;

/** Answers the questions of {@link Indicators} by a set of programmes. */
public interface Answers {

  List<IndicatorValue> values(ProgrammeSet set, Question question);

  List<IndicatorValue> value(ProgrammeSet set, Question question, String indicator);

  /** The value and a page of the facts behind it, of one moment. */
  Shown shown(
      ProgrammeSet set,
      Question question,
      String indicator,
      boolean numerator,
      String part,
      CountedFact.Cursor after,
      int limit);

  LineagePage lineage(
      ProgrammeSet set,
      Question question,
      String indicator,
      boolean numerator,
      String part,
      CountedFact.Cursor after,
      int limit);

  /** All facts behind a number, by time; their keys are looked up as they are taken. */
  Iterable<CountedFact> facts(
      ProgrammeSet set, Question question, String indicator, String part, boolean numerator);

  Contributors contributors(ProgrammeSet set, Question question, String indicator);

  List<Standing> standing(ProgrammeSet set, EventKey key);

  /**
   * What a draft changes.
   *
   * @param draftEvents definitions of events as the draft has them
   */
  List<Difference> whatIf(
      ProgrammeSet inForce,
      ProgrammeSet draft,
      Map<String, EventDefinition> draftEvents,
      Question question);
}
