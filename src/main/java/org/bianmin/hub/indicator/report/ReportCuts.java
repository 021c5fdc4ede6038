package org.bianmin.hub.indicator.report;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;
import org.bianmin.hub.indicator.report.ReportRows.Standing;
import org.bianmin.hub.store.Commands;

/** Opens reports and makes their revisions. */
final class ReportCuts {

  private static final int LONGEST_PROBLEM = 200;

  private final Commands commands;
  private final ReportStage staged;
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
    this.staged = new ReportStage(commands, clock);
    this.rows = rows;
    this.queries = queries;
    this.cutting = cutting;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Opens a report by hand.
   *
   * @param over whether the time that it is about must be over
   * @return its id, also of one that there is already
   * @throws IllegalArgumentException when period or day are not those of its kind, or nobody knows
   *     whom it is about
   */
  long open(ReportKey key, String who, boolean over) {
    ReportKind kind = cutting.kind(key);
    Calendar.check(kind, key);
    if (!cutting.knows(key)) {
      throw new IllegalArgumentException(
          "neither roster.csv nor any fact knows "
              + key.scope().kind().code()
              + " "
              + key.scope().id());
    }
    if (over) {
      over(key);
    }
    return open(key, properties.destinationOf(key), false, null, who)
        .orElseGet(() -> queries.find(key).orElseThrow().id());
  }

  private void over(ReportKey key) {
    if (!cutting.over(key)) {
      throw new NotReady(
          "its time is not over yet; open one with 'until', a day that is over, to cut it before");
    }
  }

  /** Opens a report, unless there is one already; then that one learns when it is due. */
  Optional<Long> schedule(
      ReportKey key, String destination, boolean automatic, Long dueAt, String who) {
    Optional<Long> opened = open(key, destination, automatic, dueAt, who);
    if (opened.isEmpty()) {
      commands.execute(
          session -> {
            rows.schedule(session, key, destination, automatic, dueAt);
            return null;
          });
    }
    return opened;
  }

  private Optional<Long> open(
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
    List<Revision> seen = queries.revisions(id);
    if (report.state() != ReportState.OPEN) {
      throw new NotReady("it is cut already; correct it if it is to be cut again");
    }
    over(report.key());
    Cut cut = cutting.all(report, null, who);
    return write(id, seen, RevisionKind.FIRST, cut, comment, List.of());
  }

  /**
   * Cuts again: a returned report for its correction, one that is not sent yet in place of what was
   * cut, an accepted one as a restatement by hand.
   *
   * @return the new revision
   */
  int correct(long id, String who, String comment) {
    ReportQueries.Line report = queries.find(id).orElseThrow();
    List<Revision> seen = queries.revisions(id);
    if (seen.isEmpty() || Basis.any(seen, ReportState.SUBMITTED)) {
      throw new NotReady(
          "it is " + report.state().code() + "; only what is cut and not under way is cut again");
    }
    Basis basis = Basis.of(seen);
    Cut cut = cutting.all(report, basis.base(), who);
    List<Integer> inHand =
        seen.stream()
            .filter(one -> ReportState.IN_HAND.contains(one.state()))
            .map(Revision::revision)
            .toList();
    return write(id, seen, basis.kind(), cut, comment, inHand);
  }

  /**
   * Writes a cut as a new revision.
   *
   * @param seen the revisions as they were when the cut was begun
   * @param superseded those whose place it takes
   * @throws NotReady when something was done with one of them since
   */
  int write(
      long report,
      List<Revision> seen,
      RevisionKind kind,
      Cut cut,
      String comment,
      List<Integer> superseded) {
    Map<Integer, ReportState> before = new TreeMap<>();
    seen.forEach(one -> before.put(one.revision(), one.state()));
    // the events behind it may be many: they are written first, in steps that nobody sees
    long stage = staged.put(report, cut);
    int revision =
        commands.execute(
            session -> {
              Map<Integer, Standing> known = new TreeMap<>();
              Map<Integer, ReportState> states = new TreeMap<>();
              for (Standing one : rows.standings(session, report)) {
                known.put(one.revision(), one);
                states.put(one.revision(), one.state());
              }
              // what was read decided what this revision is: all of it must still be so
              if (!states.equals(before) || !ReportStage.whole(session, report, stage, cut)) {
                return 0;
              }
              int next = known.keySet().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
              rows.insert(session, report, next, kind, cut, stage);
              for (int old : superseded) {
                rows.state(session, report, old, ReportState.SUPERSEDED);
                rows.tell(session, report, old, "superseded", cut.who(), cut.at(), null);
                if (known.get(old).untouched()) {
                  ReportValueRows.prune(session, report, old);
                }
              }
              boolean late = cut.base() != null && cut.who().equals(Reports.HUB);
              String what = late || kind == RevisionKind.RESTATEMENT ? "restatement-opened" : "cut";
              rows.tell(session, report, next, what, cut.who(), cut.at(), comment);
              rows.lead(session, report);
              return next;
            });
    if (revision == 0) {
      staged.drop(report, stage);
      throw new NotReady("somebody has done something with it meanwhile; look at it again");
    }
    return revision;
  }

  /** Takes a restatement back that nobody has touched: the facts are as they were. */
  void undo(long report, int revision) {
    commands.execute(
        session -> {
          boolean still =
              rows.standings(session, report).stream()
                  .anyMatch(s -> s.revision() == revision && s.untouched());
          if (still) {
            rows.state(session, report, revision, ReportState.SUPERSEDED);
            rows.tell(session, report, revision, "undone", Reports.HUB, clock.millis(), null);
            ReportValueRows.prune(session, report, revision);
            rows.lead(session, report);
          }
          return null;
        });
  }

  /** Notes whether the facts differ from a revision that a person has in hand. */
  void stale(long report, int revision, boolean stale) {
    commands.execute(
        session -> {
          rows.stale(session, report, revision, stale);
          return null;
        });
  }

  /**
   * Notes why a report could not be cut or compared; nothing where it was cut meanwhile.
   *
   * @param problem null: it could
   */
  void problem(ReportQueries.Line report, String problem) {
    String told =
        problem == null ? null : problem.substring(0, Math.min(LONGEST_PROBLEM, problem.length()));
    if (Objects.equals(told, report.problem())) {
      return;
    }
    commands.execute(
        session -> {
          rows.problem(session, report.id(), report.revision(), told);
          return null;
        });
  }
}
