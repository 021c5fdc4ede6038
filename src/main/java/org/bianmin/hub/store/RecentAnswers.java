package org.bianmin.hub.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers that are used again for a while, the longer the more they cost, so that asking often does
 * no harm. One is made at a time.
 */
public final class RecentAnswers<A> {

  private record Kept<A>(A answer, long untilNanos) {}

  private static final int KEPT = 32;

  /** Making answers takes at most this part of the time. */
  private static final long SHARE = 20;

  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Snapshot snapshot;
  private final Map<String, Kept<A>> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept<A>> eldest) {
          return size() > KEPT;
        }
      };

  public RecentAnswers(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * An answer.
   *
   * @param question equal for equal questions
   * @param queries make it, in one read transaction
   */
  public synchronized A of(String question, Supplier<A> queries) {
    long start = System.nanoTime();
    Kept<A> known = kept.get(question);
    if (known != null && start - known.untilNanos() < 0) {
      return known.answer();
    }
    A answer = snapshot.read(queries);
    long end = System.nanoTime();
    kept.put(question, new Kept<>(answer, end + Math.min(MOST_NANOS, SHARE * (end - start))));
    return answer;
  }
}
