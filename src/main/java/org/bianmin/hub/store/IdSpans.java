package org.bianmin.hub.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** A set of ids as ascending spans that neither touch nor overlap; never changed. */
final class IdSpans {

  /** Ids between these two, which belong to it. */
  record Span(long first, long last) {}

  static final IdSpans NONE = new IdSpans(new long[0]);
  static final IdSpans ALL = new IdSpans(new long[] {0, Long.MAX_VALUE});

  // first, last, first, last, ...
  private final long[] bounds;

  private IdSpans(long[] bounds) {
    this.bounds = bounds;
  }

  static IdSpans of(List<Span> spans) {
    List<Span> sorted = new ArrayList<>(spans);
    sorted.sort(Comparator.comparingLong(Span::first));
    long[] bounds = new long[2 * sorted.size()];
    int n = 0;
    for (Span span : sorted) {
      if (n > 0 && span.first() <= bounds[n - 1] + 1) {
        bounds[n - 1] = Math.max(bounds[n - 1], span.last());
      } else {
        bounds[n++] = span.first();
        bounds[n++] = span.last();
      }
    }
    return new IdSpans(Arrays.copyOf(bounds, n));
  }

  boolean contains(long id) {
    int at = Arrays.binarySearch(bounds, id);
    // between a first and its last there is an odd place; a bound itself belongs to its span
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  int size() {
    return bounds.length / 2;
  }

  List<Span> spans() {
    return within(0, Long.MAX_VALUE);
  }

  /** Its parts between two ids, ends included. */
  List<Span> within(long from, long to) {
    List<Span> parts = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      long first = Math.max(from, bounds[i]);
      long last = Math.min(to, bounds[i + 1]);
      if (first <= last) {
        parts.add(new Span(first, last));
      }
    }
    return parts;
  }

  IdSpans plus(IdSpans more) {
    List<Span> all = new ArrayList<>(spans());
    all.addAll(more.spans());
    return of(all);
  }

  IdSpans minus(IdSpans less) {
    List<Span> left = new ArrayList<>();
    for (Span span : spans()) {
      long from = span.first();
      for (Span gone : less.within(span.first(), span.last())) {
        if (gone.first() > from) {
          left.add(new Span(from, gone.first() - 1));
        }
        from = gone.last() + 1;
      }
      if (from <= span.last()) {
        left.add(new Span(from, span.last()));
      }
    }
    return of(left);
  }
}
