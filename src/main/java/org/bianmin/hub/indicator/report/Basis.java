package org.bianmin.hub.indicator.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;

/**
 * What the next revision of a report is. An accepted one is restated, also where a restatement of
 * it was returned; a returned one that the platform has is corrected; else nothing is held there
 * yet, and the next one is a first one.
 *
 * @param base the revision that it takes the place of, null for a first one
 */
record Basis(RevisionKind kind, Integer base) {

  static Basis of(List<Revision> revisions) {
    Optional<Revision> accepted = last(revisions, one -> one.state() == ReportState.ACCEPTED);
    if (accepted.isPresent()) {
      return new Basis(RevisionKind.RESTATEMENT, accepted.get().revision());
    }
    return last(revisions, one -> one.state() == ReportState.RETURNED && one.held())
        .map(returned -> new Basis(RevisionKind.CORRECTION, returned.revision()))
        .orElse(new Basis(RevisionKind.FIRST, null));
  }

  static Optional<Revision> last(List<Revision> revisions, Predicate<Revision> wanted) {
    return revisions.stream().filter(wanted).reduce((one, later) -> later);
  }

  static boolean any(List<Revision> revisions, ReportState state) {
    return revisions.stream().anyMatch(one -> one.state() == state);
  }
}
