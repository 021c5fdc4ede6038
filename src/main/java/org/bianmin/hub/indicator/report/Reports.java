package org.bianmin.hub.indicator.report;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.bianmin.hub.indicator.report.ReportRows.Standing;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;

/**
 * What persons and the calendar do with reports. What cannot be done throws {@link NotReady}; a
 * report or revision that does not exist throws {@link IllegalArgumentException}.
 */
public final class Reports {

  /** Name under which the hub itself cuts and restates. */
  public static final String HUB = "hub";

  private final Commands commands;
  private final ReportRows rows;
  private final ReportQueries queries;
  private final ReportCuts cuts;
  private final ReportProperties properties;
  private final ReportBell bell;
  private final Clock clock;

  Reports(
      Commands commands,
      ReportRows rows,
      ReportQueries queries,
      ReportCuts cuts,
      ReportProperties properties,
      ReportBell bell,
      Clock clock) {
    this.commands = commands;
    this.rows = rows;
    this.queries = queries;
    this.cuts = cuts;
    this.properties = properties;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * Opens a report by hand.
   *
   * @return its id, also of one that there is already
   * @throws IllegalArgumentException when period or day are not those of its kind
   */
  public long open(ReportKey key, String who) {
    return cuts.open(key, who);
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
    step(
        id,
        revision,
        who,
        comment,
        ReportState.CUT,
        ReportState.REVIEWED,
        standing ->
            mayNot(standing, who)
                ? "who cut a report does not review it; another person does"
                : null);
  }

  /** Another person answers for it. */
  public void signOff(long id, int revision, String who, String comment) {
    step(
        id,
        revision,
        who,
        comment,
        ReportState.REVIEWED,
        ReportState.SIGNED_OFF,
        standing -> {
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

  /** Hands a signed report to its destination; what was waiting beside it is put aside. */
  public void submit(long id, int revision, String who, String comment) {
    if (find(id).destination().isEmpty()) {
      throw new NotReady(
          "it has no destination; name one in hub.reports.destination, or hand it over as a file");
    }
    step(
        id,
        revision,
        who,
        comment,
        ReportState.SIGNED_OFF,
        ReportState.SUBMITTED,
        standing -> null);
    bell.ring();
  }

  /** A person decides that a restatement is not sent. */
  public void decline(long id, int revision, String who, String comment) {
    change(
        id,
        revision,
        standing ->
            standing.kind() == RevisionKind.RESTATEMENT
                    && ReportState.IN_HAND.contains(standing.state())
                ? null
                : "only a restatement that is not sent yet is declined",
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
    change(
        id,
        revision,
        standing -> null,
        (session, now) -> rows.comment(session, id, revision, indicator, who, now, text));
  }

  /** Why a step cannot be done, or null. */
  private interface Rule {
    String hindrance(Standing standing);
  }

  private interface Step {
    void run(Session session, long now) throws SQLException;
  }

  private void step(
      long id,
      int revision,
      String who,
      String comment,
      ReportState from,
      ReportState to,
      Rule rule) {
    change(
        id,
        revision,
        standing ->
            standing.state() == from
                ? rule.hindrance(standing)
                : "revision "
                    + revision
                    + " is "
                    + standing.state().code()
                    + "; this is done with one that is "
                    + from.code(),
        (session, now) -> {
          rows.state(session, id, revision, to);
          String what =
              switch (to) {
                case REVIEWED -> "reviewed";
                case SIGNED_OFF -> "signed";
                default -> "submitted";
              };
          rows.stamp(session, id, revision, what, who, now);
          rows.tell(session, id, revision, to.code(), who, now, comment);
          if (to == ReportState.SUBMITTED) {
            putAside(session, id, revision, who, now);
          }
        });
  }

  private void putAside(Session session, long id, int revision, String who, long now)
      throws SQLException {
    for (Standing other : rows.standings(session, id)) {
      if (other.revision() != revision && ReportState.IN_HAND.contains(other.state())) {
        rows.state(session, id, other.revision(), ReportState.SUPERSEDED);
        rows.tell(session, id, other.revision(), "superseded", who, now, null);
      }
    }
  }

  private void change(long id, int revision, Rule rule, Step step) {
    find(id);
    String hindrance =
        commands.execute(
            session -> {
              Optional<Standing> standing =
                  rows.standings(session, id).stream()
                      .filter(known -> known.revision() == revision)
                      .findFirst();
              if (standing.isEmpty()) {
                return "it has no revision " + revision + "; cut it first";
              }
              String why = rule.hindrance(standing.get());
              if (why == null) {
                step.run(session, clock.millis());
                rows.lead(session, id);
              }
              return why;
            });
    if (hindrance != null) {
      throw new NotReady(hindrance);
    }
  }

  private ReportQueries.Line find(long id) {
    return queries
        .find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no report " + id + "; look at /api/v1/reports"));
  }
}
