package org.bianmin.hub.indicator.report;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;
import org.bianmin.hub.indicator.report.ReportQueries.Value;

/**
 * Opens a restatement where late facts changed what a cut froze. The cut keeps its values; the
 * restatement holds the new ones, the old ones and the events that make the difference. Values
 * whose definition has changed since are kept: a new definition is no late fact. What a person has
 * in hand is never taken back; it is said that the facts have moved on.
 */
final class Restatements {

  /**
   * Values that differ from what was cut.
   *
   * @param first since when they differ at all
   * @param since since when they are these
   */
  private record Moving(List<ReportValue> values, long first, long since) {}

  private final ReportQueries queries;
  private final Cutting cutting;
  private final ReportCuts cuts;
  private final ReportProperties properties;
  private final Clock clock;
  // of the one thread that compares
  private final Map<Long, Moving> moving = new HashMap<>();

  Restatements(
      ReportQueries queries,
      Cutting cutting,
      ReportCuts cuts,
      ReportProperties properties,
      Clock clock) {
    this.queries = queries;
    this.cutting = cutting;
    this.cuts = cuts;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Compares a report with the facts as they are, and with what definitions took for now when it
   * was cut.
   *
   * @return the revision that was opened, empty where none was
   */
  Optional<Integer> check(ReportQueries.Line report) {
    List<Revision> seen = queries.revisions(report.id());
    Optional<Revision> counts = counts(seen);
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    Revision base = counts.get();
    ReportSource.Answer answer = cutting.values(report.key(), base.reckonedAt());
    if (answer.waitingDays() > 0) {
      return Optional.empty();
    }
    List<ReportValue> frozen = values(report, base.revision());
    List<ReportValue> now = onlyFacts(frozen, answer.values());
    Optional<Revision> open =
        Basis.last(
            seen,
            one ->
                one.revision() > base.revision()
                    && ReportState.IN_HAND.contains(one.state())
                    && one.base() != null);
    if (open.isPresent() && !untouched(open.get())) {
      stale(report, open.get());
      return Optional.empty();
    }
    if (Cutting.same(frozen, now)) {
      open.ifPresent(undone -> cuts.undo(report.id(), undone.revision()));
      moving.remove(report.id());
      return Optional.empty();
    }
    if (told(report, seen, base, open, now) || !mayOpen(report, open, now)) {
      return Optional.empty();
    }
    Cut cut =
        cutting.freeze(report, base.revision(), Reports.HUB, answer, now, base.reckonedAt(), true);
    List<ReportValue> after = cutting.values(report.key(), base.reckonedAt()).values();
    if (!Cutting.same(now, onlyFacts(frozen, after))) {
      // more came while the events were looked up; the next look has all of it
      return Optional.empty();
    }
    RevisionKind kind = Basis.of(seen).kind();
    List<Integer> replaced = open.map(one -> List.of(one.revision())).orElse(List.of());
    int opened = cuts.write(report.id(), seen, kind, cut, null, replaced);
    moving.remove(report.id());
    return Optional.of(opened);
  }

  /**
   * The revision that counts. While one is under way the platform has the word; a returned first
   * one is corrected by a person, with the facts as they are then.
   */
  private static Optional<Revision> counts(List<Revision> revisions) {
    if (Basis.any(revisions, ReportState.SUBMITTED)) {
      return Optional.empty();
    }
    Optional<Revision> accepted = Basis.last(revisions, one -> one.state() == ReportState.ACCEPTED);
    if (accepted.isPresent() || Basis.any(revisions, ReportState.RETURNED)) {
      return accepted;
    }
    return Basis.last(
        revisions, one -> ReportState.IN_HAND.contains(one.state()) && one.base() == null);
  }

  private static boolean untouched(Revision open) {
    return open.state() == ReportState.CUT && open.cutBy().equals(Reports.HUB);
  }

  /** Whether these values stand in a revision already: open, declined or returned. */
  private boolean told(
      ReportQueries.Line report,
      List<Revision> seen,
      Revision base,
      Optional<Revision> open,
      List<ReportValue> now) {
    Optional<Revision> last =
        open.isPresent()
            ? open
            : Basis.last(
                seen,
                one ->
                    one.revision() > base.revision()
                        && (one.state() == ReportState.DECLINED
                            || one.state() == ReportState.RETURNED));
    boolean told = last.isPresent() && Cutting.same(values(report, last.get().revision()), now);
    if (told) {
      moving.remove(report.id());
    }
    return told;
  }

  /** A storm of facts makes one revision when it is over, or one a day. */
  private boolean mayOpen(
      ReportQueries.Line report, Optional<Revision> open, List<ReportValue> now) {
    long at = clock.millis();
    long most = properties.restateEvery().toMillis();
    Moving before = moving.get(report.id());
    Moving here =
        before == null
            ? new Moving(now, at, at)
            : Cutting.same(before.values(), now) ? before : new Moving(now, before.first(), at);
    moving.put(report.id(), here);
    if (open.isPresent() && at - open.get().cutAt() < most) {
      return false;
    }
    return at - here.since() >= properties.restateAfter().toMillis() || at - here.first() >= most;
  }

  /** What a person has in hand stays as it is; whether the facts have moved on is said. */
  private void stale(ReportQueries.Line report, Revision open) {
    ReportSource.Answer answer = cutting.values(report.key(), open.reckonedAt());
    if (answer.waitingDays() > 0) {
      return;
    }
    List<ReportValue> frozen = values(report, open.revision());
    boolean stale = !Cutting.same(frozen, onlyFacts(frozen, answer.values()));
    if (stale != open.stale()) {
      cuts.stale(report.id(), open.revision(), stale);
    }
  }

  private List<ReportValue> values(ReportQueries.Line report, int revision) {
    return queries.values(report.id(), revision).stream().map(Value::value).toList();
  }

  /** The frozen values, each as it is now where it is still read in the same way. */
  private static List<ReportValue> onlyFacts(List<ReportValue> frozen, List<ReportValue> now) {
    Map<String, ReportValue> byId = new HashMap<>();
    now.forEach(value -> byId.put(value.indicator(), value));
    List<ReportValue> values = new ArrayList<>(frozen.size());
    for (ReportValue old : frozen) {
      ReportValue current = byId.get(old.indicator());
      boolean restated = current != null && current.readAs(old) && !current.saysAs(old);
      values.add(restated ? current : old);
    }
    return values;
  }
}
