package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bianmin.hub.settlement.DayFigures;
import org.bianmin.hub.settlement.FigureLine;
import org.bianmin.hub.settlement.Finding;
import org.bianmin.hub.settlement.Outcome;

/**
 * A business day of a facility as API, page and spreadsheet show it. Amounts in fen.
 *
 * @param balanceFen payments less refunds less settlements
 * @param openDifferences differences that nobody has closed
 * @param openFen their sum without signs
 * @param waitingCases one side is known, and the other may still come
 * @param notOnBill payments and refunds that the provider's bill does not have
 * @param outcomes each of them, also those without cases
 * @param findings those that there are
 * @param methods those that there are
 */
record DaySummary(
    String facility,
    String day,
    boolean closed,
    String closedBy,
    Long closedAt,
    Sum settlements,
    Sum payments,
    Sum refunds,
    long balanceFen,
    long openDifferences,
    long openFen,
    long waitingCases,
    long notOnBill,
    List<OutcomeSum> outcomes,
    List<FindingSum> findings,
    List<MethodSum> methods) {

  /**
   * Records of a kind.
   *
   * @param fen self part
   */
  record Sum(long n, long fen, long insuranceFen) {}

  /** Cases of an outcome, and what they differ by in all. */
  record OutcomeSum(String outcome, boolean difference, long n, long fen) {}

  /** Cases of a finding. */
  record FindingSum(String finding, long n) {}

  /**
   * What came and went by a method.
   *
   * @param method empty where none is told
   * @param billed how many of payments and refunds the provider's bill has
   */
  record MethodSum(
      String method,
      long payments,
      long paidFen,
      long insuranceFen,
      long refunds,
      long refundedFen,
      long feeFen,
      long billed,
      long billedFen) {

    private static final MethodSum NONE = new MethodSum("", 0, 0, 0, 0, 0, 0, 0, 0);

    private MethodSum plus(FigureLine line) {
      boolean payment = line.what().equals("payment");
      return new MethodSum(
          line.method(),
          payments + (payment ? line.n() : 0),
          paidFen + (payment ? line.fen() : 0),
          insuranceFen + (payment ? line.insurance() : 0),
          refunds + (payment ? 0 : line.n()),
          refundedFen + (payment ? 0 : line.fen()),
          feeFen + line.fee(),
          billed + line.billedN(),
          billedFen + (payment ? line.billed() : -line.billed()));
    }
  }

  static DaySummary of(DayFigures day) {
    Sum settlements = sum(day, "settlement");
    Sum payments = sum(day, "payment");
    Sum refunds = sum(day, "refund");
    return new DaySummary(
        day.facility(),
        day.day().toString(),
        day.closed(),
        day.closedBy(),
        day.closedAt(),
        settlements,
        payments,
        refunds,
        payments.fen() - refunds.fen() - settlements.fen(),
        day.openDifferences(),
        day.openFen(),
        day.waitingCases(),
        day.notOnBill(),
        outcomes(day),
        findings(day),
        methods(day));
  }

  private static Sum sum(DayFigures day, String what) {
    long n = 0;
    long fen = 0;
    long insurance = 0;
    for (FigureLine line : day.lines()) {
      if (line.what().equals(what)) {
        n += line.n();
        fen += line.fen();
        insurance += line.insurance();
      }
    }
    return new Sum(n, fen, insurance);
  }

  private static List<OutcomeSum> outcomes(DayFigures day) {
    return Arrays.stream(Outcome.values())
        .map(
            outcome -> {
              Sum sum = sum(day, "case", outcome.code());
              return new OutcomeSum(outcome.code(), outcome.isDifference(), sum.n(), sum.fen());
            })
        .toList();
  }

  private static List<FindingSum> findings(DayFigures day) {
    List<FindingSum> found = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      // judged when it is read, so it is not among the lines
      long n =
          finding == Finding.NOT_ON_BILL
              ? day.notOnBill()
              : sum(day, "finding", finding.code()).n();
      if (n > 0) {
        found.add(new FindingSum(finding.code(), n));
      }
    }
    return found;
  }

  private static Sum sum(DayFigures day, String what, String outcome) {
    long n = 0;
    long fen = 0;
    for (FigureLine line : day.lines()) {
      if (line.what().equals(what) && line.outcome().equals(outcome)) {
        n += line.n();
        fen += line.fen();
      }
    }
    return new Sum(n, fen, 0);
  }

  private static List<MethodSum> methods(DayFigures day) {
    Map<String, MethodSum> methods = new TreeMap<>();
    for (FigureLine line : day.lines()) {
      if (line.what().equals("payment") || line.what().equals("refund")) {
        methods.put(line.method(), methods.getOrDefault(line.method(), MethodSum.NONE).plus(line));
      }
    }
    return List.copyOf(methods.values());
  }
}
