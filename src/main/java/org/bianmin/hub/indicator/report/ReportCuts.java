package org.bianmin.hub.indicator.report;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bianmin.hub.indicator.report.ReportRows.Standing;
import org.bianmin.hub.store.Commands;

/** Opens reports and makes their revisions. */
final class ReportCuts {

  private static final int LONGEST_PROBLEM = 200;

  private final Commands commands;
  private final ReportRows rows;
  private final ReportQueries queries;
  private final Cutting cutting;
  private final ReportProperties properties;
  private final Clock clock;

  ReportCuts(
      Commands commands,
      ReportRows rows,
      ReportQueries queries,
      Cutting cutting,
      ReportProperties properties,
      Clock clock) {
    this.commands = commands;
    this.rows = rows;
    this.queries = queries;
    this.cutting = cutting;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Opens a report by hand.
   *
   * @return its id, also of one that there is already
   * @throws IllegalArgumentException when period or day are not those of its kind
   */
  long open(ReportKey key, String who) {
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
  int cut(long id, String who, String comment) {
    ReportQueries.Line report = queries.find(id).orElseThrow();
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
  int correct(long id, String who, String comment) {
    ReportQueries.Line report = queries.find(id).orElseThrow();
    RevisionKind kind =
        switch (report.state()) {
          case CUT, REVIEWED, SIGNED_OFF -> revision(report).kind();
          case RETURNED -> RevisionKind.CORRECTION;
          case ACCEPTED -> RevisionKind.RESTATEMENT;
          default ->
              throw new NotReady(
                  "it is "
                      + report.state().code()
                      + "; only what is cut and not under way is cut"
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
      long report, int seen, RevisionKind kind, Cut cut, String comment, Set<Integer> superseded) {
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

  /** Notes why a report could not be cut yet. */
  void problem(long id, String problem) {
    commands.execute(
        session -> {
          rows.problem(
              session, id, problem.substring(0, Math.min(LONGEST_PROBLEM, problem.length())));
          return null;
        });
  }
}
