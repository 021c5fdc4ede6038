package org.bianmin.hub.indicator.report;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bianmin.hub.indicator.report.ReportRows.Standing;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;

/** Moves revisions from one state to the next, where the rules of the move allow it. */
final class ReportSteps {

  private final Commands commands;
  private final ReportRows rows;
  private final ReportQueries queries;
  private final Clock clock;

  ReportSteps(Commands commands, ReportRows rows, ReportQueries queries, Clock clock) {
    this.commands = commands;
    this.rows = rows;
    this.queries = queries;
    this.clock = clock;
  }

  /** Why a step cannot be done, or null. */
  interface Rule {
    String hindrance(Standing standing, List<Standing> all);
  }

  interface More {
    void run(Session session) throws SQLException;
  }

  interface Step {
    void run(Session session, long now) throws SQLException;
  }

  void step(
      long id,
      int revision,
      String who,
      String comment,
      ReportState from,
      ReportState to,
      Rule rule) {
    step(id, revision, who, comment, from, to, rule, session -> {});
  }

  void step(
      long id,
      int revision,
      String who,
      String comment,
      ReportState from,
      ReportState to,
      Rule rule,
      More more) {
    change(
        id,
        revision,
        (standing, all) ->
            standing.state() == from
                ? rule.hindrance(standing, all)
                : "revision "
                    + revision
                    + " is "
                    + standing.state().code()
                    + "; this is done with one that is "
                    + from.code(),
        (session, now) -> {
          rows.state(session, id, revision, to);
          more.run(session);
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

  void change(long id, int revision, Rule rule, Step step) {
    find(id);
    String hindrance =
        commands.execute(
            session -> {
              List<Standing> all = rows.standings(session, id);
              Optional<Standing> standing =
                  all.stream().filter(known -> known.revision() == revision).findFirst();
              if (standing.isEmpty()) {
                return "it has no revision " + revision + "; cut it first";
              }
              String why = rule.hindrance(standing.get(), all);
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

  ReportQueries.Line find(long id) {
    return queries
        .find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no report " + id + "; look at /api/v1/reports"));
  }
}
