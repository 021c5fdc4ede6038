package org.bianmin.hub.indicator.report;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private static final int LONGEST_RETURN = 200;

  private final Commands commands;
  private final ReportRows rows;
  private final ReportQueries queries;
  private final Cutting cutting;
  private final ReportProperties properties;
  private final ReportBell bell;
  private final Clock clock;

  Reports(
      Commands commands,
      ReportRows rows,
      ReportQueries queries,
      Cutting cutting,
      ReportProperties properties,
      ReportBell bell,
      Clock clock) {
    this.commands = commands;
    this.rows = rows;
    this.queries = queries;
    this.cutting = cutting;
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
    ReportKind kind = cutting.kind(key);
    Calendar.check(kind, key);
    return open(key, properties.destinationOf(key), false, null, who)
        .orElseGet(() -> queries.find(key).orElseThrow().id());
  }

  /** Opens a report, unless there is one already. */
  Optional<Long> open(
      ReportKey key, String destination, boolean automatic, Long dueAt, String who) {
    return commands.execute(
        session -> {
          long now = clock.millis();
          long id = rows.open(session, key, destination, automatic, dueAt, now);
          if (id == 0) {
            return Optional.empty();
          }
          rows.tell(session, id, 0, "opened", who, now, null);
          return Optional.of(id);
        });
  }

  /**
   * Cuts an open report.
   *
   * @return the revision
   */
  public int cut(long id, String who, String comment) {
    ReportQueries.Line report = find(id);
    if (report.state() != ReportState.OPEN) {
      throw new NotReady("it is cut already; correct it if it is to be cut again");
    }
    if (!cutting.over(report.key())) {
      throw new NotReady(
          "its time is not over yet; open one with 'until', a day that is over, to cut it before");
    }
    int seen = newest(id);
    Cut cut = cutting.all(report, null, who);
    return write(id, seen, RevisionKind.FIRST, cut, comment, Set.of());
  }

  /**
   * Cuts again: a returned report for its correction, one that is not sent yet in place of what was
   * cut, an accepted one as a restatement by hand.
   *
   * @return the new revision
   */
  public int correct(long id, String who, String comment) {
    ReportQueries.Line report = find(id);
    RevisionKind kind =
        switch (report.state()) {
          case CUT, REVIEWED, SIGNED_OFF -> revision(report).kind();
          case RETURNED -> RevisionKind.CORRECTION;
          case ACCEPTED -> RevisionKind.RESTATEMENT;
          default ->
              throw new NotReady(
                  "it is " + report.state().code() + "; only what is cut and not under way is cut"
                      + " again");
        };
    boolean inHand = ReportState.IN_HAND.contains(report.state());
    Integer base = inHand ? revision(report).base() : (Integer) report.revision();
    int seen = newest(id);
    Cut cut = cutting.all(report, base, who);
    return write(id, seen, kind, cut, comment, inHand ? Set.of(report.revision()) : Set.of());
  }

  private ReportQueries.Revision revision(ReportQueries.Line report) {
    return queries.revisions(report.id()).stream()
        .filter(revision -> revision.revision() == report.revision())
        .findFirst()
        .orElseThrow();
  }

  /**
   * Writes a cut as a new revision.
   *
   * @param seen the newest revision that was there when the cut was begun
   * @param superseded revisions whose place it takes
   * @throws NotReady when there is another one since
   */
  int write(
      long report,
      int seen,
      RevisionKind kind,
      Cut cut,
      String comment,
      Set<Integer> superseded) {
    int revision =
        commands.execute(
            session -> {
              List<Standing> known = rows.standings(session, report);
              int last = known.isEmpty() ? 0 : known.get(known.size() - 1).revision();
              if (last != seen) {
                return 0;
              }
              rows.insert(session, report, last + 1, kind, cut);
              for (int old : superseded) {
                rows.state(session, report, old, ReportState.SUPERSEDED);
                rows.tell(session, report, old, "superseded", cut.who(), cut.at(), null);
              }
              String what = kind == RevisionKind.RESTATEMENT ? "restatement-opened" : "cut";
              rows.tell(session, report, last + 1, what, cut.who(), cut.at(), comment);
              rows.lead(session, report);
              return last + 1;
            });
    if (revision == 0) {
      throw new NotReady("somebody else has just cut it; look at it again");
    }
    return revision;
  }

  /** The newest revision, 0 where there is none. */
  int newest(long report) {
    return queries.revisions(report).stream()
        .mapToInt(ReportQueries.Revision::revision)
        .max()
        .orElse(0);
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

  /** Notes why a report could not be cut yet. */
  void problem(long id, String problem) {
    commands.execute(
        session -> {
          rows.problem(
              session, id, problem.substring(0, Math.min(LONGEST_RETURN, problem.length())));
          return null;
        });
  }

  long now() {
    return clock.millis();
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
