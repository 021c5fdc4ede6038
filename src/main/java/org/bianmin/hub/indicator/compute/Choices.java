package org.bianmin.hub.indicator.compute;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.programme.IndicatorDefinition;
import org.bianmin.hub.indicator.programme.Programme;
import org.bianmin.hub.indicator.programme.ProgrammeSet;
import org.bianmin.hub.indicator.programme.Switch;

/** The choices that a programme's definitions leave. */
final class Choices {

  private Choices() {}

  /**
   * Whether a question chooses what can be chosen.
   *
   * @throws IllegalArgumentException where not; the message names what there is
   */
  static void check(ProgrammeSet set, Programme programme, Question question) {
    if (question.switches().isEmpty()) {
      return;
    }
    Map<String, Set<String>> known = new TreeMap<>();
    for (IndicatorDefinition definition : programme.indicators()) {
      for (IndicatorDefinition one : Evidence.with(set, definition)) {
        for (Switch of : one.switches()) {
          known.computeIfAbsent(of.name(), n -> new TreeSet<>()).addAll(of.of().keySet());
        }
      }
    }
    question
        .switches()
        .forEach(
            (name, choice) -> {
              if (!known.getOrDefault(name, Set.of()).contains(choice)) {
                throw new IllegalArgumentException(
                    "Programme "
                        + programme.id()
                        + (known.isEmpty()
                            ? " has no switches"
                            : " has these switches and choices: " + known));
              }
            });
  }
}
