package org.bianmin.hub.indicator.report;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.bianmin.hub.indicator.report.ReportQueries.Line;
import org.bianmin.hub.indicator.report.ReportQueries.Revision;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Hands submitted revisions in, and asks until the platform has judged them. A call that has no
 * answer is made again, after growing pauses; a refused signature pauses the destination.
 */
final class ReportSending {

  private static final Logger LOG = LoggerFactory.getLogger(ReportSending.class);

  private record Waiting(long report, int revision) {}

  private static final int AT_ONCE = 20;
  private static final long FIRST_PAUSE = 1_000;
  private static final long LONGEST_PAUSE = 300_000;
  private static final int MOST_DOUBLINGS = 12;
  private static final String UNKNOWN = "HTTP_404";

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
      try {
        call(asked, one);
      } catch (StoreUnavailable e) {
        throw e;
      } catch (RuntimeException e) {
        // one report that fails leaves the others; it is due again with the next look
        LOG.warn("Report {} cannot be handed in", one.report(), e);
      }
    }
  }

  private boolean paused(String destination) {
    return reads
        .sql("select 1 from report_pause where destination = ?")
        .param(destination)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private void call(ReportPlatform asked, Waiting waiting) {
    Line report = queries.find(waiting.report()).orElseThrow();
    if (paused(report.destination())) {
      // by the answer to one before it
      return;
    }
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
    if (answer instanceof ReportPlatform.Taken taken && !about(report, revision, taken)) {
      long next = now + pause(revision.tries());
      rows.away(report, revision, "the answer is about another report", now, next);
    } else if (answer instanceof ReportPlatform.Taken taken) {
      taken(report, revision, taken, now);
    } else if (answer instanceof ReportPlatform.Away away) {
      long next = Math.max(away.at(), now + pause(revision.tries()));
      rows.away(report, revision, away.reason(), now, next);
    } else if (answer instanceof ReportPlatform.Closed closed) {
      rows.closed(report, revision, closed.reason(), now);
    } else if (answer instanceof ReportPlatform.Refused refused && revision.number() != null) {
      long next = now + pause(revision.tries());
      String reason = refused.code() + " " + refused.reason();
      if (refused.code().equals(UNKNOWN)) {
        // it does not know its number any more: handed in again
        rows.lost(report, revision, reason, now, next);
      } else {
        // it has the report; only the question is refused
        rows.away(report, revision, reason, now, next);
      }
    } else if (answer instanceof ReportPlatform.Refused refused) {
      var reason = new ReportPlatform.Reason(null, "report", refused.code(), refused.reason());
      var returned =
          new ReportPlatform.Taken(
              null, "returned", List.of(reason), report.key().text(), revision.revision());
      rows.judged(report, revision, returned, now);
    }
  }

  private static boolean about(Line report, Revision revision, ReportPlatform.Taken taken) {
    return taken.key().equals(report.key().text()) && taken.revision() == revision.revision();
  }

  private void taken(Line report, Revision revision, ReportPlatform.Taken taken, long now) {
    if (SendingRows.judges(taken.state())) {
      rows.judged(report, revision, taken, now);
    } else {
      // soon at first, then more and more seldom; the pauses begin anew with its number
      boolean first = revision.number() == null;
      rows.underWay(report, revision, taken, now, now + pause(first ? 0 : revision.tries()));
    }
  }

  /** Milliseconds to wait after so many calls. */
  static long pause(int tries) {
    return Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(MOST_DOUBLINGS, tries));
  }
}
