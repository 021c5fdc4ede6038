package org.bianmin.hub.console;

import java.util.List;
import org.bianmin.hub.event.Words;
import org.bianmin.hub.indicator.report.CauseKind;
import org.bianmin.hub.indicator.report.Grounds;
import org.bianmin.hub.indicator.report.ReportDetails;
import org.bianmin.hub.indicator.report.ReportQueries;
import org.bianmin.hub.indicator.report.ReportValue;

/** Reports as the API writes them; times in RFC 3339. */
final class ReportJson {

  private ReportJson() {}

  /**
   * A report in a list.
   *
   * @param report kind of the programme's report
   * @param until the day that it is as of, null for the whole period
   * @param scope {@code facility}, {@code county} or {@code city}
   * @param destination where it is submitted, null: nowhere
   * @param revision the one in force, 0 before the cut
   * @param pending a later one that is neither signed nor sent, and {@code pendingState}; or null
   * @param problem why it is not cut yet, or null
   */
  record Line(
      long id,
      String key,
      String programme,
      String report,
      String period,
      String until,
      String scope,
      String scopeId,
      String destination,
      String state,
      int revision,
      String dueAt,
      String openedAt,
      String problem,
      Integer pending,
      String pendingState) {

    static Line of(ReportQueries.Line line, Times times) {
      return new Line(
          line.id(),
          line.key().text(),
          line.key().programme(),
          line.key().kind(),
          line.key().period(),
          line.key().until() == null ? null : line.key().until().toString(),
          line.key().scope().kind().code(),
          line.key().scope().id(),
          line.destination().isEmpty() ? null : line.destination(),
          line.state().code(),
          line.revision(),
          times.text(line.dueAt()),
          times.text(line.openedAt()),
          line.problem(),
          line.pending(),
          line.pending() == null ? null : line.pendingState().code());
    }
  }

  /** A step that a person made. */
  record Signed(String who, String at) {

    static Signed of(String who, Long at, Times times) {
      return at == null ? null : new Signed(who, times.text(at));
    }
  }

  /**
   * A revision.
   *
   * @param base the revision that it takes the place of
   * @param number the platform's
   * @param told the platform's word
   * @param stale whether the facts differ from it since, while a person has it in hand
   */
  record Revision(
      int revision,
      String kind,
      Integer base,
      String state,
      String asOf,
      String definitions,
      Signed cut,
      Signed reviewed,
      Signed signedOff,
      Signed submitted,
      String number,
      String told,
      boolean stale) {

    static Revision of(ReportQueries.Revision revision, Times times) {
      return new Revision(
          revision.revision(),
          revision.kind().code(),
          revision.base(),
          revision.state().code(),
          times.text(revision.asOf()),
          revision.programme(),
          Signed.of(revision.cutBy(), revision.cutAt(), times),
          Signed.of(revision.reviewedBy(), revision.reviewedAt(), times),
          Signed.of(revision.signedBy(), revision.signedAt(), times),
          Signed.of(revision.submittedBy(), revision.submittedAt(), times),
          revision.number(),
          revision.told(),
          revision.stale());
    }
  }

  /** What a person said. */
  record Comment(int revision, String who, String at, String text) {

    static Comment of(ReportDetails.Comment comment, Times times) {
      return new Comment(
          comment.revision(), comment.who(), times.text(comment.at()), comment.text());
    }
  }

  /**
   * A value.
   *
   * @param was what it was before the restatement, null where it is the same
   * @param kinds why it differs: {@code event}, {@code roster} …
   * @param causes the first events that make the difference, {@code causeCount} in all
   * @param reasons why the platform returned it
   */
  record Value(
      ReportValue value,
      ReportValue was,
      List<String> kinds,
      long causeCount,
      List<ReportDetails.ToldCause> causes,
      List<ReportDetails.Reason> reasons,
      List<Comment> comments) {}

  /** Something that happened. */
  record Turn(int revision, String what, String who, String at, String comment) {}

  /** A call to the platform. */
  record Try(int revision, String destination, String at, String outcome, String detail) {}

  /** One revision with all that belongs to it. */
  record Report(
      Line report,
      Words name,
      Revision revision,
      Grounds grounds,
      List<Revision> revisions,
      List<Value> values,
      List<ReportDetails.Reason> reasons,
      List<Comment> comments,
      List<Turn> history,
      List<Try> tries) {

    static Report of(ReportView view, Times times) {
      return new Report(
          Line.of(view.line(), times),
          view.name(),
          view.revision() == null ? null : Revision.of(view.revision(), times),
          view.grounds(),
          view.revisions().stream().map(revision -> Revision.of(revision, times)).toList(),
          view.values().stream().map(value -> value(value, times)).toList(),
          view.reasons(),
          view.comments().stream().map(comment -> Comment.of(comment, times)).toList(),
          view.history().stream()
              .map(
                  turn ->
                      new Turn(
                          turn.revision(),
                          turn.what(),
                          turn.who(),
                          times.text(turn.at()),
                          turn.comment()))
              .toList(),
          view.tries().stream()
              .map(
                  one ->
                      new Try(
                          one.revision(),
                          one.destination(),
                          times.text(one.at()),
                          one.outcome(),
                          one.detail()))
              .toList());
    }

    private static Value value(ReportView.Value value, Times times) {
      return new Value(
          value.value(),
          value.was(),
          value.kinds().stream().map(CauseKind::code).toList(),
          value.causeCount(),
          value.causes(),
          value.reasons(),
          value.comments().stream().map(comment -> Comment.of(comment, times)).toList());
    }
  }
}
