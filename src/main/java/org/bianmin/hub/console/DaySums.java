package org.bianmin.hub.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.console.DaySummary.FindingSum;
import org.bianmin.hub.console.DaySummary.MethodSum;
import org.bianmin.hub.console.DaySummary.OutcomeSum;

/** What days of a facility come to together: cases by outcome and finding, money by method. */
record DaySums(
    String facility,
    List<OutcomeSum> outcomes,
    List<FindingSum> findings,
    List<MethodSum> methods) {

  /** One for each facility, in the order of the days. */
  static List<DaySums> of(List<DaySummary> days) {
    Map<String, DaySums> sums = new LinkedHashMap<>();
    for (DaySummary day : days) {
      DaySums one = new DaySums(day.facility(), day.outcomes(), day.findings(), day.methods());
      sums.merge(day.facility(), one, DaySums::plus);
    }
    return List.copyOf(sums.values());
  }

  private DaySums plus(DaySums other) {
    Map<String, OutcomeSum> cases = new LinkedHashMap<>();
    outcomes.forEach(sum -> cases.put(sum.outcome(), sum));
    other.outcomes.forEach(sum -> cases.merge(sum.outcome(), sum, DaySums::both));
    Map<String, FindingSum> found = new LinkedHashMap<>();
    findings.forEach(sum -> found.put(sum.finding(), sum));
    other.findings.forEach(
        sum ->
            found.merge(sum.finding(), sum, (a, b) -> new FindingSum(a.finding(), a.n() + b.n())));
    Map<String, MethodSum> money = new TreeMap<>();
    methods.forEach(sum -> money.put(sum.method(), sum));
    other.methods.forEach(sum -> money.merge(sum.method(), sum, DaySums::both));
    return new DaySums(
        facility,
        List.copyOf(cases.values()),
        List.copyOf(found.values()),
        List.copyOf(money.values()));
  }

  private static OutcomeSum both(OutcomeSum a, OutcomeSum b) {
    return new OutcomeSum(a.outcome(), a.difference(), a.n() + b.n(), a.fen() + b.fen());
  }

  private static MethodSum both(MethodSum a, MethodSum b) {
    return new MethodSum(
        a.method(),
        a.payments() + b.payments(),
        a.paidFen() + b.paidFen(),
        a.insuranceFen() + b.insuranceFen(),
        a.refunds() + b.refunds(),
        a.refundedFen() + b.refundedFen(),
        a.feeFen() + b.feeFen(),
        a.billed() + b.billed(),
        a.billedFen() + b.billedFen());
  }
}
