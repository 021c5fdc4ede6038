package org.bianmin.hub.indicator.compute;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** One tally per group; the group of facts that have none is the empty text. */
final class Groups<T> {

  private final Map<String, T> tallies = new TreeMap<>();
  private final Supplier<T> make;
  private String lastGroup;
  private T last;

  /**
   * @param split whether there are groups; where not, the single tally is there from the beginning
   */
  Groups(boolean split, Supplier<T> make) {
    this.make = make;
    if (!split) {
      of("");
    }
  }

  /** Of the fact in the frame; a null path is no split. */
  T of(Ref group) {
    String text = group == null ? "" : group.text();
    return of(text == null ? "" : text);
  }

  // facts of a group come one after the other often enough
  @SuppressWarnings("ReferenceEquality")
  T of(String group) {
    if (last == null || (group != lastGroup && !group.equals(lastGroup))) {
      lastGroup = group;
      last = tallies.computeIfAbsent(group, g -> make.get());
    }
    return last;
  }

  Map<String, Outcome> outcomes(Function<T, Outcome> outcome) {
    Map<String, Outcome> outcomes = new TreeMap<>();
    tallies.forEach((group, tally) -> outcomes.put(group, outcome.apply(tally)));
    return outcomes;
  }
}
