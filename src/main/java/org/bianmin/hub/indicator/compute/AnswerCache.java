package org.bianmin.hub.indicator.compute;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;
import org.bianmin.hub.indicator.block.Identity;
import org.bianmin.hub.mapping.EventDefinition;

/**
 * The answers that were given last, and the facts behind those that are looked through page by
 * page. One is found only while nothing that it read changed.
 */
final class AnswerCache {

  /** So many values and parts are kept. */
  private static final int MOST = 40_000;

  /** So many facts are kept, of 24 bytes each. */
  private static final int MOST_FACTS = 500_000;

  /**
   * What an answer depends on.
   *
   * @param state of the generations of the blocks that it read, and of the declarations in force
   * @param quarter of an hour in which it was asked, for coverage, {@code $asOf} and what has begun
   */
  record Key(
      String set,
      String programme,
      String indicator,
      Question question,
      Identity state,
      long quarter) {}

  /** The facts of one side of a part of it. */
  record Side(Key of, boolean numerator, String part) {}

  private final Map<Key, List<IndicatorValue>> answers = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<Side, FactList> facts = new LinkedHashMap<>(16, 0.75f, true);
  private Map<String, EventDefinition> events;
  private long weight;
  private long factsKept;

  /** Other definitions of events count otherwise: nothing counted by earlier ones is found. */
  // the same object for as long as they are in force
  @SuppressWarnings("ReferenceEquality")
  synchronized void by(Map<String, EventDefinition> now) {
    if (events != now) {
      events = now;
      answers.clear();
      facts.clear();
      weight = 0;
      factsKept = 0;
    }
  }

  synchronized List<IndicatorValue> find(Key key) {
    return answers.get(key);
  }

  synchronized void keep(Key key, List<IndicatorValue> values) {
    List<IndicatorValue> before = answers.put(key, values);
    weight += weight(values) - (before == null ? 0 : weight(before));
    Iterator<List<IndicatorValue>> eldest = answers.values().iterator();
    while (weight > MOST && eldest.hasNext()) {
      weight -= weight(eldest.next());
      eldest.remove();
    }
  }

  private static long weight(List<IndicatorValue> values) {
    return 1 + values.stream().mapToLong(value -> 1 + value.parts().size()).sum();
  }

  synchronized FactList facts(Side side) {
    return facts.get(side);
  }

  synchronized void keep(Side side, FactList sorted) {
    FactList before = facts.put(side, sorted);
    factsKept += sorted.size() - (before == null ? 0 : before.size());
    Iterator<FactList> eldest = facts.values().iterator();
    while (factsKept > MOST_FACTS && eldest.hasNext()) {
      factsKept -= eldest.next().size();
      eldest.remove();
    }
  }

  /** Answers that are kept. */
  synchronized int size() {
    return answers.size();
  }
}
