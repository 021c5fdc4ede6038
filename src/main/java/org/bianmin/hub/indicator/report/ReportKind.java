package org.bianmin.hub.indicator.report;

import java.time.LocalDate;
import org.bianmin.hub.event.Words;

/**
 * A report that a programme asks for.
 *
 * @param id below the programme, for example {@code half-year}
 * @param period {@code month}, {@code quarter}, {@code half-year}, {@code year} or {@code date}
 * @param recipients who gets it
 * @param due null: as the cut
 * @param form name of its form, or null
 * @param scope what it is made for: {@code FACILITY}, or {@code CITY} by who collects
 * @param from first day of the programme
 * @param to its last day, or null
 */
public record ReportKind(
    String programme,
    Words programmeName,
    String id,
    Words name,
    Words recipients,
    String period,
    Timing cut,
    Timing due,
    String form,
    ReportScope.Kind scope,
    LocalDate from,
    LocalDate to) {

  /** Whether it is this one. */
  boolean is(String ofProgramme, String kind) {
    return programme.equals(ofProgramme) && id.equals(kind);
  }
}
