package org.bianmin.hub.normalize;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.JournalWalk;
import org.bianmin.hub.journal.MessageQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Reads the journal with two sets and compares. Gives way to the hub's own work: it rests as long
 * as it worked while messages wait, and stands still while the normalizer has fallen behind.
 */
final class DraftReading implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DraftReading.class);

  private static final int PAGE = 256;
  private static final long BEHIND_MILLIS = 2_000;
  private static final long STANDING_MILLIS = 200;
  private static final long LONGEST_REST_MILLIS = 1_000;
  private static final long SIGN_MILLIS = 2_000;
  private static final long RETRY_MILLIS = 1_000;
  private static final int TRIES = 30;

  private final long id;
  private final DraftRun.Tried tried;
  private final long expected;
  private final JournalWalk walk;
  private final MessageNormalizer inForce;
  private final MessageNormalizer draft;
  private final DifferenceTally tally;
  private final MessageQueries journal;
  private final DraftRunRows rows;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile DraftState stoppedAs;
  private volatile boolean waits;
  private volatile DraftRun ended;
  private long signedAt;

  DraftReading(
      DraftRun begun,
      JournalWalk walk,
      MessageNormalizer inForce,
      MessageNormalizer draft,
      DifferenceTally tally,
      MessageQueries journal,
      DraftRunRows rows) {
    this.id = begun.id();
    this.tried = begun.tried();
    this.expected = begun.expected();
    this.walk = walk;
    this.inForce = inForce;
    this.draft = draft;
    this.tally = tally;
    this.journal = journal;
    this.rows = rows;
    this.signedAt = tried.startedAt();
  }

  long id() {
    return id;
  }

  /** Ends it after the message that it reads; its difference stays as far as it came. */
  synchronized void stop(DraftState as) {
    if (stoppedAs == null) {
      stoppedAs = as;
      stopped.countDown();
    }
  }

  /** Whether it has ended. */
  boolean over() {
    return ended != null;
  }

  /** How it stands, with its difference so far. */
  DraftRun now() {
    DraftRun over = ended;
    return over == null ? standing(tally.report()) : over;
  }

  /** How it stands while it runs. */
  DraftRun standing(Difference difference) {
    long messages = tally.messages();
    return new DraftRun(
        id,
        tried,
        DraftState.RUNNING,
        System.currentTimeMillis(),
        null,
        messages,
        Math.max(expected, messages),
        waits,
        null,
        difference);
  }

  @Override
  public void run() {
    DraftState state;
    String reason = null;
    try {
      walk();
      state = stoppedAs == null ? DraftState.DONE : stoppedAs;
      reason = state == DraftState.INTERRUPTED ? DraftRunRows.STOPPED : null;
    } catch (InterruptedException e) {
      state = DraftState.INTERRUPTED;
      reason = DraftRunRows.STOPPED;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      LOG.error("Draft run {} cannot go on", id, e);
      state = DraftState.FAILED;
      reason =
          e instanceof DataAccessException
              ? "the journal cannot be read; start the run again when the store answers"
              : "it failed (" + e.getClass().getSimpleName() + "); see the log, and report it";
    }
    DraftRun end = end(state, reason);
    store(end);
    // only now, so that what is seen to have ended stays so, and another run may begin
    ended = end;
  }

  private DraftRun end(DraftState state, String reason) {
    long messages = tally.messages();
    long now = System.currentTimeMillis();
    return new DraftRun(
        id,
        tried,
        state,
        now,
        now,
        messages,
        state == DraftState.DONE ? messages : Math.max(expected, messages),
        false,
        reason,
        tally.report());
  }

  private void walk() throws InterruptedException {
    JournalWalk.Page page = ask(() -> walk.next(PAGE));
    while (stoppedAs == null && !page.end()) {
      long before = System.nanoTime();
      tally.withoutBytes(page.withoutBytes());
      for (JournalRow row : page.rows()) {
        if (stoppedAs != null) {
          return;
        }
        tally.add(row.id(), outcome(inForce, row), outcome(draft, row));
      }
      sign();
      giveWay(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
      page = ask(() -> walk.next(PAGE));
    }
  }

  /** A fault of a reader is that of one message, as it is on the hub's own way. */
  private static Outcome outcome(MessageNormalizer normalizer, JournalRow row) {
    try {
      return normalizer.normalize(row);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return Outcome.failed(e);
    }
  }

  /** Asks the store, for half a minute when it is away; null when the run is stopped meanwhile. */
  private <T> T ask(Supplier<T> question) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        return question.get();
      } catch (DataAccessException e) {
        if (tries == TRIES) {
          throw e;
        }
        if (stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          return null;
        }
      }
    }
  }

  private void giveWay(long workedMillis) throws InterruptedException {
    Long oldest = ask(journal::oldestWaiting);
    while (oldest != null && behind(oldest)) {
      waits = true;
      if (stopped.await(STANDING_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      sign();
      oldest = ask(journal::oldestWaiting);
    }
    waits = false;
    if (oldest != null) {
      boolean unused =
          stopped.await(Math.min(workedMillis, LONGEST_REST_MILLIS), TimeUnit.MILLISECONDS);
    }
  }

  private static boolean behind(long oldest) {
    return System.currentTimeMillis() - oldest > BEHIND_MILLIS;
  }

  private void sign() {
    long now = System.currentTimeMillis();
    if (now - signedAt >= SIGN_MILLIS) {
      signedAt = now;
      rows.seen(standing(null));
    }
  }

  /** Until it is stored, or the hub stops: then it counts as interrupted. */
  private void store(DraftRun end) {
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        rows.end(end);
        LOG.info(
            "Draft run {} of {} is {}: {} messages",
            id,
            tried.folder(),
            end.state(),
            end.messages());
        return;
      } catch (RuntimeException e) {
        LOG.warn("The end of draft run {} cannot be stored; trying again", id, e);
        try {
          TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        } catch (InterruptedException stops) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }
}
