package org.bianmin.hub.indicator.report;

import java.time.LocalDate;

/**
 * What makes a report this one.
 *
 * @param period {@code 2026-Q4}
 * @param until the day that it is as of; null for the whole period
 */
public record ReportKey(
    String programme, String kind, String period, LocalDate until, ReportScope scope) {

  /** {@code 2026-Q4}, or {@code 2026-Q4@2026-12-04}. */
  public String when() {
    return until == null ? period : period + "@" + until;
  }

  /** As the contract writes it. */
  public String text() {
    return String.join("/", programme, kind, when(), scope.kind().code(), scope.id());
  }
}
