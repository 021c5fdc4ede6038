package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;

/** Indicators that are shown with a declaration, of whatever programme. */
final class Evidence {

  private Evidence() {}

  /** A definition and its evidence. */
  static List<IndicatorDefinition> with(ProgrammeSet set, IndicatorDefinition definition) {
    List<IndicatorDefinition> all = new ArrayList<>();
    all.add(definition);
    if (definition.declared() != null) {
      for (String id : definition.declared().evidence()) {
        IndicatorDefinition one = find(set, id);
        if (one != null) {
          all.add(one);
        }
      }
    }
    return all;
  }

  /** Null where no programme has it. */
  static IndicatorDefinition find(ProgrammeSet set, String id) {
    for (Programme programme : set.programmes()) {
      IndicatorDefinition one = programme.indicator(id).orElse(null);
      if (one != null) {
        return one;
      }
    }
    return null;
  }
}
