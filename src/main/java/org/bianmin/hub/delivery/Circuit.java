package org.bianmin.hub.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a destination may be called: not while it is paused, with growing pauses while it does
 * not answer or its answers cannot be stored, and then one call at a time.
 */
final class Circuit {

  private static final long WAIT_MILLIS = 250;

  /** The longest pause after an answer was not stored: what is sent then is sent once more. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(15);

  private final Backoff backoff;
  private final Backoff rest;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int failures;
  private int calls;
  private long awayUntil;
  private Long answeredAt;
  private Long failedAt;
  private String failure;
  private int notStored;
  private long restsUntil;
  private String paused;

  Circuit(Backoff backoff) {
    this.backoff = backoff;
    this.rest = backoff.atMost(LONGEST_REST);
  }

  /** Waits a while for leave to call; with leave, {@link #ended} has to follow. */
  @SuppressWarnings("WaitNotInLoop") // the caller asks again
  boolean mayCall() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wait = Math.max(awayUntil, restsUntil) - System.currentTimeMillis();
      if (paused != null || wait > 0 || (failures + notStored > 0 && calls > 0)) {
        boolean unused =
            changed.await(
                wait > 0 ? Math.min(wait, WAIT_MILLIS) : WAIT_MILLIS, TimeUnit.MILLISECONDS);
        return false;
      }
      calls++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the leave still holds: another call may have failed since. */
  boolean stillOpen() {
    lock.lock();
    try {
      return paused == null && Math.max(awayUntil, restsUntil) <= System.currentTimeMillis();
    } finally {
      lock.unlock();
    }
  }

  /** A call, or the wish for one, is over. */
  void ended() {
    lock.lock();
    try {
      calls--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Calls in a row without an answer, to be told to {@link #failed}. */
  int failures() {
    lock.lock();
    try {
      return failures;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The destination did not answer. Calls that were on their way together and all find it away are
   * one failure: else the pause would grow with their number.
   *
   * @param before {@link #failures} when the call began
   * @param notBefore what it asked for, epoch milliseconds, or 0
   * @param reason for people
   * @return when the next call may be made
   */
  long failed(int before, long notBefore, String reason) {
    lock.lock();
    try {
      long now = System.currentTimeMillis();
      failedAt = now;
      failure = reason;
      if (failures == before) {
        failures++;
        awayUntil = Math.max(awayUntil, now + backoff.pause(failures));
      }
      awayUntil = Math.max(awayUntil, notBefore);
      return Math.max(awayUntil, now);
    } finally {
      lock.unlock();
    }
  }

  /** This node could not read, mark or store something, which says nothing of the destination. */
  void notStored() {
    lock.lock();
    try {
      notStored++;
      restsUntil = System.currentTimeMillis() + rest.pause(notStored);
    } finally {
      lock.unlock();
    }
  }

  /** An answer is stored. The rest goes on: it may be another one that cannot be. */
  void stored() {
    lock.lock();
    try {
      notStored = 0;
    } finally {
      lock.unlock();
    }
  }

  /** The store commits again after it could not. */
  void recovered() {
    lock.lock();
    try {
      notStored = 0;
      restsUntil = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The destination answered; true when it had not before. */
  boolean answered() {
    lock.lock();
    try {
      answeredAt = System.currentTimeMillis();
      boolean back = failures > 0;
      // a call that was on its way when another was told to wait does not end the waiting
      failures = 0;
      changed.signalAll();
      return back;
    } finally {
      lock.unlock();
    }
  }

  /** How the destination has behaved. */
  ForwarderState state() {
    lock.lock();
    try {
      long next = Math.max(awayUntil, restsUntil);
      return new ForwarderState(
          failures, next > System.currentTimeMillis() ? next : null, answeredAt, failedAt, failure);
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is called until {@link #resume}. */
  void pause(String reason) {
    lock.lock();
    try {
      paused = reason;
    } finally {
      lock.unlock();
    }
  }

  void resume() {
    lock.lock();
    try {
      paused = null;
      failures = 0;
      awayUntil = 0;
      notStored = 0;
      restsUntil = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
