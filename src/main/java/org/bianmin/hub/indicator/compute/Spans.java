package org.bianmin.hub.indicator.compute;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spans of time of several facilities; what those of one have in common is there once. */
final class Spans {

  private record Span(long from, long to) {}

  private final Map<String, List<Span>> spans = new TreeMap<>();

  /** One that ends before it begins is none. */
  void add(String facility, long from, long length) {
    if (length > 0) {
      spans.computeIfAbsent(facility, f -> new ArrayList<>()).add(new Span(from, from + length));
    }
  }

  /** Milliseconds that are in a span, of each facility by itself. */
  BigInteger length() {
    BigInteger sum = BigInteger.ZERO;
    for (List<Span> of : spans.values()) {
      of.sort(Comparator.comparingLong(Span::from));
      long reached = Long.MIN_VALUE;
      for (Span span : of) {
        long begin = Math.max(span.from(), reached);
        if (span.to() > begin) {
          sum = sum.add(BigInteger.valueOf(span.to() - begin));
          reached = span.to();
        }
      }
    }
    return sum;
  }
}
