package org.bianmin.hub.indicator.compute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.indicator.IndicatorValue;
import org.bianmin.hub.indicator.Question;

/** The answers that were given last. An answer is found only while nothing that it read changed. */
final class AnswerCache {

  private static final int MOST = 2000;

  /**
   * What an answer depends on.
   *
   * @param generations of the blocks that it read, by facility
   * @param declared keys and versions of the declarations in force
   * @param hour in which it was asked, for coverage and {@code $asOf}
   */
  record Key(
      String set,
      String programme,
      String indicator,
      Question question,
      List<Long> generations,
      List<String> declared,
      long hour) {}

  private final Map<Key, List<IndicatorValue>> answers =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<IndicatorValue>> eldest) {
          return size() > MOST;
        }
      };

  synchronized List<IndicatorValue> find(Key key) {
    return answers.get(key);
  }

  synchronized void keep(Key key, List<IndicatorValue> values) {
    answers.put(key, values);
  }
}
