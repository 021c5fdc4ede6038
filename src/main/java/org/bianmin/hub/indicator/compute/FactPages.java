package org.bianmin.hub.indicator.compute;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.bianmin.hub.event.CountedFact;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.indicator.LineagePage;

/**
 * Facts behind a number, whose keys are looked up as they are given.
 *
 * @param sorted by time, then by row
 */
record FactPages(Known.Facts facts, FactList sorted) {

  private static final int AT_ONCE = 1_000;

  LineagePage page(CountedFact.Cursor after, int limit) {
    int first = after == null ? 0 : after(after);
    int end = Math.min(sorted.size(), first + limit);
    CountedFact.Cursor next =
        end < sorted.size() && end > first
            ? new CountedFact.Cursor(sorted.time(end - 1), sorted.id(end - 1))
            : null;
    return new LineagePage(named(first, end), next, sorted.size());
  }

  /** Place of the first fact after a cursor. */
  private int after(CountedFact.Cursor cursor) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean later =
          sorted.time(middle) != cursor.occurredAt()
              ? sorted.time(middle) > cursor.occurredAt()
              : sorted.id(middle) > cursor.id();
      if (later) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private List<CountedFact> named(int first, int end) {
    List<Long> ids = new ArrayList<>();
    for (int i = first; i < end; i++) {
      ids.add(sorted.id(i));
    }
    Map<Long, EventKey> keys = ids.isEmpty() ? Map.of() : facts.keys(ids);
    List<CountedFact> named = new ArrayList<>();
    for (int i = first; i < end; i++) {
      EventKey key = keys.get(sorted.id(i));
      // one that was taken away since
      if (key != null) {
        named.add(new CountedFact(sorted.id(i), key, sorted.time(i)));
      }
    }
    return named;
  }

  /** All of them, in batches. */
  Iterable<CountedFact> all() {
    return () ->
        new Iterator<>() {
          private Iterator<CountedFact> batch = List.<CountedFact>of().iterator();
          private int place;

          @Override
          public boolean hasNext() {
            while (!batch.hasNext() && place < sorted.size()) {
              int end = Math.min(sorted.size(), place + AT_ONCE);
              batch = named(place, end).iterator();
              place = end;
            }
            return batch.hasNext();
          }

          @Override
          public CountedFact next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return batch.next();
          }
        };
  }
}
