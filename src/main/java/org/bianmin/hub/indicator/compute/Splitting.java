package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Part;
import org.bianmin.hub.indicator.Scope;
import org.bianmin.hub.indicator.programme.Beside;

/** Values of the groups within facilities: departments, wards, campuses. */
final class Splitting {

  private final Session session;
  private final Valuation of;

  Splitting(Session session, Valuation of) {
    this.session = session;
    this.of = of;
  }

  /** Each facility by itself: one's ward 01 is not another's. */
  List<IndicatorValue> by(String attribute) {
    List<IndicatorValue> values = new ArrayList<>();
    if (of.definition().measure() != null) {
      for (String facility : of.telling(of.applicable(session.facilities()))) {
        values.addAll(split(facility, attribute));
      }
    }
    return values;
  }

  private List<IndicatorValue> split(String facility, String attribute) {
    List<String> alone = List.of(facility);
    Measuring measuring = new Measuring(session, of.definition(), of.chosen());
    Map<String, Outcome> outcomes =
        measuring.measure(of.definition().measure(), alone, attribute, null);
    Map<String, List<Part>> beside = new TreeMap<>();
    for (Beside one : of.definition().beside()) {
      measuring
          .measure(one.measure(), alone, attribute, null)
          .forEach(
              (group, outcome) ->
                  beside.computeIfAbsent(group, g -> new ArrayList<>()).add(of.part(one, outcome)));
    }
    Set<String> groups = new TreeSet<>(outcomes.keySet());
    groups.addAll(beside.keySet());
    Words without = Lacking.dimension(session, of.involved(), attribute);
    List<IndicatorValue> values = new ArrayList<>();
    for (String group : groups) {
      Draft draft = new Draft(session, of, Scope.facility(facility), group);
      draft.outcome = outcomes.getOrDefault(group, Outcome.none());
      draft.parts.addAll(of.extras(draft.outcome));
      draft.parts.addAll(beside.getOrDefault(group, List.of()));
      draft.mappings.addAll(measuring.mappings());
      if (without != null) {
        draft.note(without);
      }
      values.add(draft.build());
    }
    return values;
  }
}
