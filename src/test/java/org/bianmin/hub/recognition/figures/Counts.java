package org.bianmin.hub.recognition.figures;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was counted of one facility in one period. */
final class Counts {

  /** Declined decisions of one reason, with the province's codes that stand beside it. */
  static final class Reason {
    long n;
    final TreeSet<String> provinceCodes = new TreeSet<>();
  }

  long items;
  long mapped;
  long recognisable;
  long savedFen;
  // of corrections that were accepted, milliseconds; null where there are none
  BigDecimal median;
  BigDecimal ninth;
  final Map<String, Reason> reasons = new TreeMap<>();
  private final Map<FactSet, Long> sets = new EnumMap<>(FactSet.class);

  void put(FactSet set, long n) {
    sets.put(set, n);
  }

  long of(FactSet set) {
    return sets.getOrDefault(set, 0L);
  }
}
