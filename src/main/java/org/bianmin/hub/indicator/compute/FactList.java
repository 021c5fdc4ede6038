package org.bianmin.hub.indicator.compute;

import java.util.Arrays;
import org.bianmin.hub.indicator.Contributors;
import org.bianmin.hub.indicator.block.FactBlock;

/** Facts with the time and what each adds, in plain arrays. */
final class FactList {

  private long[] times = new long[16];
  private long[] ids = new long[16];
  private long[] quantities = new long[16];
  private int size;

  void add(FactBlock block, int row, long quantity) {
    add(block.occurredAt(row), block.id(row), quantity);
  }

  void add(long time, long id, long quantity) {
    if (size == ids.length) {
      times = Arrays.copyOf(times, size * 2);
      ids = Arrays.copyOf(ids, size * 2);
      quantities = Arrays.copyOf(quantities, size * 2);
    }
    times[size] = time;
    ids[size] = id;
    quantities[size++] = quantity;
  }

  int size() {
    return size;
  }

  long time(int index) {
    return times[index];
  }

  long id(int index) {
    return ids[index];
  }

  /** Whether a fact is among them. */
  boolean has(long id) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == id) {
        return true;
      }
    }
    return false;
  }

  void addAll(FactList other) {
    for (int i = 0; i < other.size; i++) {
      add(other.times[i], other.ids[i], other.quantities[i]);
    }
  }

  /** Each fact once, its quantities added up, by time and then by row. */
  FactList byTime() {
    FactList merged = byId();
    merged.sort(true);
    return merged;
  }

  /** Each fact once, its quantities added up, by row. */
  FactList byId() {
    FactList sorted = new FactList();
    sorted.times = Arrays.copyOf(times, Math.max(1, size));
    sorted.ids = Arrays.copyOf(ids, Math.max(1, size));
    sorted.quantities = Arrays.copyOf(quantities, Math.max(1, size));
    sorted.size = size;
    sorted.sort(false);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (kept > 0 && sorted.ids[kept - 1] == sorted.ids[i]) {
        sorted.quantities[kept - 1] += sorted.quantities[i];
      } else {
        sorted.times[kept] = sorted.times[i];
        sorted.ids[kept] = sorted.ids[i];
        sorted.quantities[kept++] = sorted.quantities[i];
      }
    }
    sorted.size = kept;
    return sorted;
  }

  Contributors.Side side() {
    FactList sorted = byId();
    return new Contributors.Side(
        Arrays.copyOf(sorted.ids, sorted.size), Arrays.copyOf(sorted.quantities, sorted.size));
  }

  /** Heap sort: in place, and as fast on facts that come in order as on others. */
  private void sort(boolean byTime) {
    for (int i = size / 2 - 1; i >= 0; i--) {
      sift(i, size, byTime);
    }
    for (int end = size - 1; end > 0; end--) {
      swap(0, end);
      sift(0, end, byTime);
    }
  }

  private void sift(int from, int end, boolean byTime) {
    int at = from;
    for (int child = 2 * at + 1; child < end; child = 2 * at + 1) {
      if (child + 1 < end && less(child, child + 1, byTime)) {
        child++;
      }
      if (!less(at, child, byTime)) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private boolean less(int a, int b, boolean byTime) {
    return (byTime && times[a] != times[b]) ? times[a] < times[b] : ids[a] < ids[b];
  }

  private void swap(int a, int b) {
    long time = times[a];
    times[a] = times[b];
    times[b] = time;
    long id = ids[a];
    ids[a] = ids[b];
    ids[b] = id;
    long quantity = quantities[a];
    quantities[a] = quantities[b];
    quantities[b] = quantity;
  }
}
