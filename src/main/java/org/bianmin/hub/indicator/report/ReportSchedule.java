package org.bianmin.hub.indicator.report;

import java.time.Clock;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks after reports, again and again: the calendar, cuts, late facts, and what is to be sent. */
final class ReportSchedule implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ReportSchedule.class);
  private static final long STOP_MILLIS = 5_000;

  private final ReportCalendar calendar;
  private final ReportCuts cuts;
  private final ReportQueries queries;
  private final Restatements restatements;
  private final ReportSending sending;
  private final ReportProperties properties;
  private final ReportBell bell;
  private final Clock clock;
  private volatile Thread thread;
  // of the one thread that looks
  private long compareNext;

  ReportSchedule(
      ReportCalendar calendar,
      ReportCuts cuts,
      ReportQueries queries,
      Restatements restatements,
      ReportSending sending,
      ReportProperties properties,
      ReportBell bell,
      Clock clock) {
    this.calendar = calendar;
    this.cuts = cuts;
    this.queries = queries;
    this.restatements = restatements;
    this.sending = sending;
    this.properties = properties;
    this.bell = bell;
    this.clock = clock;
  }

  /** One look at everything. */
  void look() {
    part("calendar", calendar::open);
    part("cuts", this::cut);
    part("sending", sending::run);
    part("restatements", this::restate);
  }

  private void cut() {
    for (ReportQueries.Line report : queries.toBeCut()) {
      try {
        int unused = cuts.cut(report.id(), Reports.HUB, null);
      } catch (StoreUnavailable e) {
        throw e;
      } catch (NotReady | IllegalArgumentException e) {
        // looked at again; until then people see why
        cuts.problem(report, e.getMessage());
      } catch (RuntimeException e) {
        // one report that fails leaves the others
        LOG.warn("Report {} cannot be cut", report.id(), e);
        cuts.problem(report, "it cannot be cut; the log says why: " + e.getClass().getSimpleName());
      }
    }
  }

  private void restate() {
    if (clock.millis() < compareNext) {
      return;
    }
    compareNext = clock.millis() + properties.compareEvery().toMillis();
    long since = clock.millis() - properties.restateFor().toMillis();
    for (ReportQueries.Line report : queries.cutSince(since)) {
      try {
        restatements
            .check(report)
            .ifPresent(
                revision ->
                    LOG.info("Report {} has a restatement, revision {}", report.id(), revision));
        cuts.problem(report, null);
      } catch (StoreUnavailable e) {
        throw e;
      } catch (NotReady | IllegalArgumentException e) {
        cuts.problem(report, "it cannot be compared with the facts: " + e.getMessage());
      } catch (RuntimeException e) {
        LOG.warn("Report {} cannot be compared with the facts", report.id(), e);
        cuts.problem(
            report,
            "it cannot be compared with the facts; the log says why: "
                + e.getClass().getSimpleName());
      }
    }
  }

  private static void part(String name, Runnable part) {
    try {
      part.run();
    } catch (StoreUnavailable e) {
      LOG.debug("The store takes nothing; {} of reports are looked at later", name);
    } catch (RuntimeException e) {
      // one part that fails leaves the others; it is done again with the next look
      LOG.warn("The {} of reports failed: {}", name, e.toString());
    }
  }

  private void run() {
    while (thread == Thread.currentThread()) {
      look();
      try {
        bell.await(properties.every());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void start() {
    Thread begun = new Thread(this::run, "reports");
    begun.setDaemon(true);
    thread = begun;
    begun.start();
  }

  @Override
  public void stop() {
    Thread stopped = thread;
    thread = null;
    if (stopped != null) {
      stopped.interrupt();
      try {
        stopped.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
