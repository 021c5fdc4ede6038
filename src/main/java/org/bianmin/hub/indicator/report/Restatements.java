package org.bianmin.hub.indicator.report;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;
import org.bianmin.hub.indicator.report.ReportQueries.Value;
import org.bianmin.hub.store.Commands;

/**
 * Opens a restatement where late facts changed what a cut froze. The cut keeps its values; the
 * restatement holds the new ones, the old ones and the events that make the difference. Values
 * whose definition has changed since are kept: a new definition is no late fact.
 */
final class Restatements {

  private final Commands commands;
  private final ReportRows rows;
  private final ReportQueries queries;
  private final Cutting cutting;
  private final ReportCuts cuts;
  private final Clock clock;

  Restatements(
      Commands commands,
      ReportRows rows,
      ReportQueries queries,
      Cutting cutting,
      ReportCuts cuts,
      Clock clock) {
    this.commands = commands;
    this.rows = rows;
    this.queries = queries;
    this.cutting = cutting;
    this.cuts = cuts;
    this.clock = clock;
  }

  /**
   * Compares a report with the facts as they are.
   *
   * @return the revision that was opened, empty where none was
   */
  Optional<Integer> check(ReportQueries.Line report) {
    List<Revision> revisions = queries.revisions(report.id());
    int seen = revisions.isEmpty() ? 0 : revisions.get(revisions.size() - 1).revision();
    Optional<Revision> inEffect = inEffect(revisions);
    if (inEffect.isEmpty() || inEffect.get().state() == ReportState.RETURNED) {
      // a returned report is corrected by a person, with the facts as they are then
      return Optional.empty();
    }
    int base = inEffect.get().revision();
    ReportSource.Answer answer = cutting.values(report.key());
    if (answer.waitingDays() > 0) {
      return Optional.empty();
    }
    List<ReportValue> frozen = values(report, base);
    List<ReportValue> now = onlyFacts(frozen, answer.values());
    Optional<Revision> open =
        revisions.stream()
            .filter(r -> r.kind() == RevisionKind.RESTATEMENT && r.revision() > base)
            .filter(r -> ReportState.IN_HAND.contains(r.state()))
            .findFirst();
    if (Cutting.same(frozen, now)) {
      open.ifPresent(undone -> putAside(report.id(), undone.revision()));
      return Optional.empty();
    }
    int told =
        revisions.stream()
            .filter(r -> r.revision() >= base && r.state() != ReportState.SUPERSEDED)
            .mapToInt(Revision::revision)
            .max()
            .orElse(base);
    if (told != base && Cutting.same(values(report, told), now)) {
      return Optional.empty();
    }
    Cut cut = cutting.freeze(report, base, Reports.HUB, answer, now);
    if (!Cutting.same(now, onlyFacts(frozen, cutting.values(report.key()).values()))) {
      // more came while the events were looked up; the next look has all of it
      return Optional.empty();
    }
    Set<Integer> superseded = open.map(Revision::revision).map(Set::of).orElse(Set.of());
    return Optional.of(
        cuts.write(report.id(), seen, RevisionKind.RESTATEMENT, cut, null, superseded));
  }

  /** What the administration has, or is to get next. */
  private static Optional<Revision> inEffect(List<Revision> revisions) {
    Optional<Revision> sent =
        revisions.stream()
            .filter(r -> ReportState.SENT.contains(r.state()))
            .reduce((one, later) -> later);
    return sent.isPresent()
        ? sent
        : revisions.stream()
            .filter(r -> r.kind() != RevisionKind.RESTATEMENT)
            .filter(r -> ReportState.IN_HAND.contains(r.state()))
            .reduce((one, later) -> later);
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

  private void putAside(long report, int revision) {
    commands.execute(
        session -> {
          boolean still =
              rows.standings(session, report).stream()
                  .anyMatch(
                      s -> s.revision() == revision && ReportState.IN_HAND.contains(s.state()));
          if (still) {
            rows.state(session, report, revision, ReportState.SUPERSEDED);
            rows.tell(session, report, revision, "undone", Reports.HUB, clock.millis(), null);
            rows.lead(session, report);
          }
          return null;
        });
  }
}
