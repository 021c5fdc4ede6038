package org.bianmin.hub.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.report.CauseKind;
import org.bianmin.hub.indicator.report.Grounds;
import org.bianmin.hub.indicator.report.ReportDetails;
import org.bianmin.hub.indicator.report.ReportKind;
import org.bianmin.hub.indicator.report.ReportQueries;
import org.bianmin.hub.indicator.report.ReportValue;

/**
 * One revision of a report with all that belongs to it.
 *
 * @param kind null where its programme is not in force any more
 * @param scopeName what people call whom it is about
 * @param revision null before the cut
 * @param grounds what its values depended on beside events, null where that was not kept
 * @param reasons why it was returned, those that name no value that it holds
 * @param comments on the report as a whole
 */
record ReportView(
    ReportQueries.Line line,
    ReportKind kind,
    String scopeName,
    ReportQueries.Revision revision,
    Grounds grounds,
    List<ReportQueries.Revision> revisions,
    List<Value> values,
    List<ReportDetails.Reason> reasons,
    List<ReportDetails.Comment> comments,
    List<ReportDetails.Turn> history,
    List<ReportDetails.Try> tries) {

  private static final int TRIES = 20;
  private static final int CAUSES = 20;

  /**
   * A value with what was said of it.
   *
   * @param was what it was before the restatement, null where it is the same
   * @param kinds why it differs
   * @param causeCount how many events make the difference
   * @param causes the first of them
   */
  record Value(
      ReportValue value,
      ReportValue was,
      List<CauseKind> kinds,
      long causeCount,
      List<ReportDetails.ToldCause> causes,
      List<ReportDetails.Reason> reasons,
      List<ReportDetails.Comment> comments) {}

  /** The report's name for people. */
  Words name() {
    return kind == null
        ? new Words(line.key().programme(), line.key().programme())
        : new Words(
            kind.programmeName().zh() + " " + kind.name().zh(),
            kind.programmeName().en() + ", " + kind.name().en());
  }

  /**
   * Reads a report.
   *
   * @param wanted a revision, or null for the one in force
   * @throws NotFound when it has no such revision
   */
  static ReportView of(ReportRoom room, ReportDetails details, long id, Integer wanted) {
    ReportQueries.Line line = room.find(id);
    List<ReportQueries.Revision> revisions = room.queries().revisions(id);
    int shown = wanted == null ? line.revision() : wanted;
    Optional<ReportQueries.Revision> revision =
        revisions.stream().filter(known -> known.revision() == shown).findFirst();
    if (wanted != null && revision.isEmpty()) {
      throw new NotFound("Report " + id + " has no revision " + wanted);
    }
    List<ReportDetails.Comment> comments = details.comments(id);
    List<ReportDetails.Reason> reasons = details.reasons(id, shown);
    List<Value> values = new ArrayList<>();
    for (ReportQueries.Value value : room.queries().values(id, shown)) {
      values.add(value(details, id, shown, value, reasons, comments));
    }
    Set<String> held =
        values.stream().map(value -> value.value().indicator()).collect(Collectors.toSet());
    return new ReportView(
        line,
        room.kind(line.key()).orElse(null),
        room.name(line.key().scope()),
        revision.orElse(null),
        room.queries().grounds(id, shown).orElse(null),
        revisions,
        values,
        reasons.stream().filter(reason -> !held.contains(reason.indicator())).toList(),
        comments.stream().filter(comment -> comment.indicator().isEmpty()).toList(),
        details.history(id),
        details.tries(id, TRIES));
  }

  private static Value value(
      ReportDetails details,
      long id,
      int revision,
      ReportQueries.Value value,
      List<ReportDetails.Reason> reasons,
      List<ReportDetails.Comment> comments) {
    String indicator = value.value().indicator();
    boolean restated = value.was() != null;
    return new Value(
        value.value(),
        value.was(),
        value.kinds(),
        restated ? details.causeCount(id, revision, indicator) : 0,
        restated ? details.causes(id, revision, indicator, CAUSES) : List.of(),
        reasons.stream().filter(reason -> reason.indicator().equals(indicator)).toList(),
        comments.stream().filter(comment -> comment.indicator().equals(indicator)).toList());
  }
}
