package org.bianmin.hub.trial;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a hub must know after a {@link HospitalDay}.
 *
 * @param messages messages by kind ({@link TrialMessage#what()})
 * @param active facts in force at the end of the day, by event type; {@code patient.link} counts
 *     merges
 * @param voided facts that the day told and voided, by event type
 */
public record DaySummary(
    Map<String, Integer> messages, Map<String, Integer> active, Map<String, Integer> voided) {

  DaySummary() {
    this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /** All messages of the day. */
  public int total() {
    return messages.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Messages that must park. */
  public int parked() {
    return startingWith("parked-");
  }

  /** Messages that tell no event; preliminary reports are not among them. */
  public int ignored() {
    return startingWith("ignored-");
  }

  void add(Journey journey) {
    for (Journey.Step step : journey.steps) {
      messages.merge(step.what(), 1, Integer::sum);
    }
    for (Journey.Yield yield : journey.yields) {
      (yield.active() ? active : voided).merge(yield.eventType(), 1, Integer::sum);
    }
  }

  private int startingWith(String prefix) {
    return messages.entrySet().stream()
        .filter(kind -> kind.getKey().startsWith(prefix))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
