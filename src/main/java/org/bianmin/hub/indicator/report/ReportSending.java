package org.bianmin.hub.indicator.report;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.indicator.report.ReportQueries.Line;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hands submitted revisions in, and asks until the platform has judged them. A call that has no
 * answer is made again, after growing pauses; a refused signature pauses the destination.
 */
final class ReportSending {

  private record Waiting(long report, int revision) {}

  private static final int AT_ONCE = 20;
  private static final long FIRST_PAUSE = 1_000;
  private static final long LONGEST_PAUSE = 300_000;
  private static final int MOST_DOUBLINGS = 12;
  private static final Set<String> UNDER_WAY = Set.of("received", "validating");

  private static final String WAITING =
      "select v.report_id, v.revision from report_revision v join report r on r.id = v.report_id"
          + " where v.next_try is not null and v.next_try <= ? and v.state = 'SUBMITTED'"
          + " and not exists (select 1 from report_pause p where p.destination = r.destination)"
          + " order by v.next_try limit ?";

  private final JdbcClient reads;
  private final ReportQueries queries;
  private final ReportDocument document;
  private final ObjectProvider<ReportPlatform> platform;
  private final SendingRows rows;
  private final Clock clock;

  ReportSending(
      JdbcClient reads,
      ReportQueries queries,
      ReportDocument document,
      ObjectProvider<ReportPlatform> platform,
      SendingRows rows,
      Clock clock) {
    this.reads = reads;
    this.queries = queries;
    this.document = document;
    this.platform = platform;
    this.rows = rows;
    this.clock = clock;
  }

  /** Makes the calls that are due. */
  void run() {
    ReportPlatform asked = platform.getIfAvailable();
    if (asked == null) {
      return;
    }
    List<Waiting> waiting =
        reads
            .sql(WAITING)
            .params(clock.millis(), AT_ONCE)
            .query((row, n) -> new Waiting(row.getLong(1), row.getInt(2)))
            .list();
    for (Waiting one : waiting) {
      call(asked, one);
    }
  }

  private void call(ReportPlatform asked, Waiting waiting) {
    Line report = queries.find(waiting.report()).orElseThrow();
    Revision revision =
        queries.revisions(report.id()).stream()
            .filter(known -> known.revision() == waiting.revision())
            .findFirst()
            .orElseThrow();
    ReportPlatform.Answer answer =
        revision.number() == null
            ? asked.submit(
                report.destination(),
                document.of(report, revision).toString().getBytes(StandardCharsets.UTF_8))
            : asked.ask(report.destination(), revision.number());
    long now = clock.millis();
    if (answer instanceof ReportPlatform.Taken taken) {
      taken(report, revision, taken, now);
    } else if (answer instanceof ReportPlatform.Away away) {
      long next = Math.max(away.at(), now + pause(revision.tries()));
      rows.away(report, revision, away.reason(), now, next);
    } else if (answer instanceof ReportPlatform.Closed closed) {
      rows.closed(report, revision, closed.reason(), now);
    } else if (answer instanceof ReportPlatform.Refused refused && revision.number() != null) {
      // it has the report; only the question is refused
      long next = now + pause(revision.tries());
      rows.away(report, revision, refused.code() + " " + refused.reason(), now, next);
    } else if (answer instanceof ReportPlatform.Refused refused) {
      var reason = new ReportPlatform.Reason(null, "report", refused.code(), refused.reason());
      var returned = new ReportPlatform.Taken(revision.number(), "returned", List.of(reason));
      rows.judged(report, revision, returned, now);
    }
  }

  private void taken(Line report, Revision revision, ReportPlatform.Taken taken, long now) {
    if (UNDER_WAY.contains(taken.state())) {
      // asked anew as when it does not answer: soon at first, then more and more seldom
      rows.underWay(report, revision, taken, now, now + pause(revision.tries()));
    } else {
      rows.judged(report, revision, taken, now);
    }
  }

  /** Milliseconds to wait after so many calls. */
  static long pause(int tries) {
    return Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(MOST_DOUBLINGS, tries));
  }
}
