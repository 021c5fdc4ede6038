package org.bianmin.hub.indicator;

import java.util.List;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.programme.ProgrammeSet;

/** Answers the questions of {@link Indicators} by a set of programmes. */
public interface Answers {

  List<IndicatorValue> values(ProgrammeSet set, Question question);

  List<IndicatorValue> value(ProgrammeSet set, Question question, String indicator);

  LineagePage lineage(
      ProgrammeSet set,
      Question question,
      String indicator,
      boolean numerator,
      String part,
      CountedFact.Cursor after,
      int limit);

  Contributors contributors(ProgrammeSet set, Question question, String indicator);

  List<Standing> standing(ProgrammeSet set, EventKey key);

  List<Difference> whatIf(ProgrammeSet inForce, ProgrammeSet draft, Question question);
}
