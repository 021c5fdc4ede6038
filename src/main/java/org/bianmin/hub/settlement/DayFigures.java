package org.bianmin.hub.settlement;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * A business day of a facility in figures. Amounts in fen.
 *
 * @param closed somebody has closed it and nothing has changed since
 * @param closedBy, closedAt null while it is open
 * @param openDifferences differences that nobody has closed, without those that still wait
 * @param openFen their sum without signs
 * @param waitingCases one side is known and the other may still come
 * @param notOnBill payments and refunds that the provider's bill of the day does not have
 * @param lines counts by what, method and outcome
 */
public record DayFigures(
    String facility,
    LocalDate day,
    boolean closed,
    String closedBy,
    Long closedAt,
    long openDifferences,
    long openFen,
    long waitingCases,
    long notOnBill,
    List<FigureLine> lines) {

  /** How many records or cases. */
  public long count(String what) {
    return sum(line -> line.what().equals(what), FigureLine::n);
  }

  /** How many cases have an outcome. */
  public long cases(Outcome outcome) {
    return sum(
        line -> line.what().equals("case") && line.outcome().equals(outcome.code()), FigureLine::n);
  }

  /** The sum of self parts: {@code settlement}, {@code payment} or {@code refund}. */
  public long fen(String what) {
    return sum(line -> line.what().equals(what), FigureLine::fen);
  }

  private long sum(
      Predicate<FigureLine> which, java.util.function.ToLongFunction<FigureLine> number) {
    return lines.stream().filter(which).mapToLong(number).sum();
  }
}
