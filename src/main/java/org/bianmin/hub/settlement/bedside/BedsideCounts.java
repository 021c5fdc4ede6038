package org.bianmin.hub.settlement.bedside;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** What was counted of one facility in one period. */
final class BedsideCounts {

  /** Of one ward, or of all. */
  static final class Ward {
    long settlements;
    long invoiced;
    long discharges;
    long sameDay;
    final Map<String, Long> points = new TreeMap<>();
    final Map<String, Delay.Ranks> delays = new TreeMap<>();

    void add(String point, long n, long inTime) {
      settlements += n;
      invoiced += inTime;
      points.merge(point, n, Long::sum);
    }

    void addDischarges(long n, long settled) {
      discharges += n;
      sameDay += settled;
    }

    Delay.Ranks delay(String what) {
      return delays.computeIfAbsent(what, name -> new Delay.Ranks());
    }
  }

  long kindUntold;
  long suspended;
  long visits;
  long visitPayments;
  long refunds;
  long smallRefunds;
  final Ward all = new Ward();
  final Map<String, Ward> wards = new TreeMap<>(Comparator.nullsLast(Comparator.naturalOrder()));
  final Map<String, Long> inpatientPoints = new TreeMap<>();
  final Map<String, Long> outpatientPoints = new TreeMap<>();
  final Map<String, Long> credentials = new TreeMap<>();
  final Map<String, Long> methods = new TreeMap<>();

  Ward ward(String code) {
    return wards.computeIfAbsent(code, known -> new Ward());
  }
}
