package org.bianmin.hub.indicator.programme;

import java.util.List;
import org.bianmin.hub.event.Words;

/**
 * A report that a programme asks for.
 *
 * @param kind its name among those of the programme
 * @param cut when its facts are cut
 * @param due when it is to be handed in
 * @param indicators ids, or {@code all}
 * @param form which printed form, {@code none} for the plain one
 * @param scope {@code facility} or {@code city}
 * @param ledger rows of the ledger that it answers
 */
public record ProgrammeReport(
    String kind,
    Words name,
    ReportPeriod period,
    Deadline cut,
    Deadline due,
    List<String> indicators,
    String form,
    String scope,
    List<String> ledger) {

  public ProgrammeReport {
    indicators = List.copyOf(indicators);
    ledger = List.copyOf(ledger);
    if (!scope.equals("facility") && !scope.equals("city")) {
      throw new IllegalArgumentException("scope of report " + kind + " is facility or city");
    }
  }
}
