package org.bianmin.hub.indicator.report;

import java.util.List;
import java.util.Optional;
import org.bianmin.hub.event.Period;

/** Where reports get their values from: the indicators in force. */
public interface ReportSource {

  /**
   * One question.
   *
   * @param until first moment that no longer counts, before the end of the period; null for all of
   *     it
   * @param asOf what definitions take for now, epoch milliseconds
   */
  record Asked(ReportKind kind, Period period, Long until, ReportScope scope, long asOf) {}

  /**
   * The values of a report.
   *
   * @param values in the order of the programme
   * @param programme hash of the definitions
   * @param asOf epoch milliseconds of the newest fact that is counted
   * @param waitingDays days of the scope that changed and are not counted yet
   * @param grounds what the values depended on beside events and definitions
   */
  record Answer(
      List<ReportValue> values, String programme, long asOf, int waitingDays, Grounds grounds) {}

  /** Both sides of an indicator. */
  record Sides(Contribution numerator, Contribution denominator) {}

  /** Reports of the programmes in force. */
  List<ReportKind> kinds();

  /** What an indicator is, as a value without numbers; empty where there is no such indicator. */
  default Optional<ReportValue> described(String programme, String indicator) {
    return Optional.empty();
  }

  /**
   * Whether anybody knows whom a report is about.
   *
   * @return true also where that cannot be said
   */
  default boolean knows(ReportScope scope) {
    return true;
  }

  /** What people call whom a report is about; its code where nobody has named it. */
  default String name(ReportScope scope) {
    return scope.id();
  }

  /** All values of a report. */
  Answer values(Asked asked);

  /**
   * The events behind one of them.
   *
   * @return empty sides where no event is behind it
   */
  Sides contributors(Asked asked, String indicator);
}
