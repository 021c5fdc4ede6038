package org.bianmin.hub.settlement;

/**
 * A row of {@code reconciliation_case}.
 *
 * @param findings codes with spaces between them
 * @param rule null where no rule joined it
 * @param differs whether a person has to look at it
 * @param open whether nobody has closed it as it is
 * @param reason code of the closing reason, or null
 */
record CaseRow(
    long id,
    String facility,
    String day,
    String outcome,
    String findings,
    String rule,
    int settlements,
    int payments,
    int refunds,
    long due,
    long paid,
    long refunded,
    long insuranceDue,
    long insurancePaid,
    long difference,
    long at,
    long since,
    String fingerprint,
    boolean differs,
    boolean open,
    String assignee,
    String reason) {

  /** What it adds to the figures of its day, or takes off. */
  void count(FigureRows figures, int sign) {
    figures.add(facility, day, "case", outcome, sign, sign * difference);
    if (open) {
      figures.add(facility, day, "open", outcome, sign, sign * Math.abs(difference));
    }
    if (!findings.isEmpty()) {
      for (String finding : findings.split(" ", -1)) {
        figures.add(facility, day, "finding", finding, sign, 0);
      }
    }
  }
}
