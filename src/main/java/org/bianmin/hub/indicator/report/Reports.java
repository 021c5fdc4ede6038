package org.bianmin.hub.indicator.report;

import org.bianmin.hub.indicator.report.ReportRows.Standing;

/**
 * What persons and the calendar do with reports. What cannot be done throws {@link NotReady}; a
 * report or revision that does not exist throws {@link IllegalArgumentException}.
 */
public final class Reports {

  /** Name under which the hub itself cuts and restates. */
  public static final String HUB = "hub";

  private final ReportSteps steps;
  private final ReportRows rows;
  private final ReportQueries queries;
  private final ReportCuts cuts;
  private final ReportProperties properties;
  private final ReportBell bell;

  Reports(
      ReportSteps steps,
      ReportRows rows,
      ReportQueries queries,
      ReportCuts cuts,
      ReportProperties properties,
      ReportBell bell) {
    this.steps = steps;
    this.rows = rows;
    this.queries = queries;
    this.cuts = cuts;
    this.properties = properties;
    this.bell = bell;
  }

  /**
   * Opens a report by hand.
   *
   * @return its id, also of one that there is already
   * @throws IllegalArgumentException when period or day are not those of its kind
   */
  public long open(ReportKey key, String who) {
    return cuts.open(key, who, false);
  }

  /**
   * Opens a report by hand and cuts it; nothing is opened that cannot be cut yet.
   *
   * @return its id
   * @throws IllegalArgumentException when period or day are not those of its kind
   */
  public long openAndCut(ReportKey key, String who) {
    long id = cuts.open(key, who, true);
    int unused = cuts.cut(id, who, null);
    return id;
  }

  /**
   * Cuts an open report.
   *
   * @return the revision
   */
  public int cut(long id, String who, String comment) {
    find(id);
    return cuts.cut(id, who, comment);
  }

  /**
   * Cuts again: a returned report for its correction, one that is not sent yet in place of what was
   * cut, an accepted one as a restatement by hand.
   *
   * @return the new revision
   */
  public int correct(long id, String who, String comment) {
    find(id);
    return cuts.correct(id, who, comment);
  }

  /** A person has looked at every value. */
  public void review(long id, int revision, String who, String comment) {
    steps.step(
        id,
        revision,
        who,
        comment,
        ReportState.CUT,
        ReportState.REVIEWED,
        (standing, all) ->
            mayNot(standing, who)
                ? "who cut a report does not review it; another person does"
                : null);
  }

  /** Another person answers for it. */
  public void signOff(long id, int revision, String who, String comment) {
    steps.step(
        id,
        revision,
        who,
        comment,
        ReportState.REVIEWED,
        ReportState.SIGNED_OFF,
        (standing, all) -> {
          if (who.equals(standing.reviewedBy())) {
            return "who reviewed it does not sign it off; a second person does";
          }
          return mayNot(standing, who)
              ? "who cut a report does not sign it off; another person does"
              : null;
        });
  }

  private boolean mayNot(Standing standing, String who) {
    return !properties.preparerMayReview() && who.equals(standing.cutBy());
  }

  /** Where a report goes when it is submitted; empty where no setting says so. */
  public String destinationOf(ReportQueries.Line report) {
    String destination =
        report.destination().isEmpty()
            ? properties.destinationOf(report.key())
            : report.destination();
    return destination == null ? "" : destination;
  }

  /** Hands a signed report to its destination; what was waiting beside it is put aside. */
  public void submit(long id, int revision, String who, String comment) {
    String destination = destinationOf(find(id));
    if (destination.isEmpty()) {
      throw new NotReady(
          "it has no destination; name one in hub.reports.destination, or hand it over as a file");
    }
    steps.step(
        id,
        revision,
        who,
        comment,
        ReportState.SIGNED_OFF,
        ReportState.SUBMITTED,
        (standing, all) ->
            all.stream().anyMatch(other -> other.state() == ReportState.SUBMITTED)
                ? "another revision is under way; wait for the platform's word"
                : null,
        session -> rows.destination(session, id, destination));
    bell.ring();
  }

  /** Takes a submitted revision back that the platform has given no number yet. */
  public void withdraw(long id, int revision, String who, String comment) {
    steps.change(
        id,
        revision,
        (standing, all) ->
            standing.state() == ReportState.SUBMITTED && standing.number() == null
                ? null
                : "only what is submitted and has no number of the platform yet is withdrawn",
        (session, now) -> {
          // cut again it gets another number: should the platform have this one, nothing conflicts
          rows.state(session, id, revision, ReportState.RETURNED);
          rows.tell(session, id, revision, "withdrawn", who, now, comment);
        });
  }

  /** A person decides that a restatement is not sent. */
  public void decline(long id, int revision, String who, String comment) {
    steps.change(
        id,
        revision,
        (standing, all) -> {
          boolean beside =
              all.stream()
                  .anyMatch(
                      other ->
                          standing.base() != null
                              && other.revision() == standing.base()
                              && other.state() != ReportState.RETURNED);
          boolean open =
              ReportState.IN_HAND.contains(standing.state())
                  || standing.state() == ReportState.RETURNED;
          return beside && open
              ? null
              : "only a restatement that is not sent yet, or was returned, is declined";
        },
        (session, now) -> {
          rows.state(session, id, revision, ReportState.DECLINED);
          rows.tell(session, id, revision, "declined", who, now, comment);
        });
  }

  /**
   * Says something of a value, or of the report.
   *
   * @param indicator null: of the report as a whole
   */
  public void comment(long id, int revision, String indicator, String who, String text) {
    if (indicator != null
        && queries.values(id, revision).stream()
            .noneMatch(value -> value.value().indicator().equals(indicator))) {
      throw new IllegalArgumentException("the report has no indicator " + indicator);
    }
    steps.change(
        id,
        revision,
        (standing, all) -> null,
        (session, now) -> rows.comment(session, id, revision, indicator, who, now, text));
  }

  private ReportQueries.Line find(long id) {
    return steps.find(id);
  }
}
