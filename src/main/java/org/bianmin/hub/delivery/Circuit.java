package org.bianmin.hub.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a destination may be called: not while it is paused, with growing pauses while it does
 * not answer, and then one call at a time.
 */
final class Circuit {

  private static final long WAIT_MILLIS = 250;

  private final Backoff backoff;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int failures;
  private int calls;
  private long awayUntil;
  private String paused;

  Circuit(Backoff backoff) {
    this.backoff = backoff;
  }

  /** Waits a while for leave to call; with leave, {@link #ended} has to follow. */
  @SuppressWarnings("WaitNotInLoop") // the caller asks again
  boolean mayCall() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wait = awayUntil - System.currentTimeMillis();
      if (paused != null || wait > 0 || (failures > 0 && calls > 0)) {
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
      return paused == null && awayUntil <= System.currentTimeMillis();
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
   * one failure, or a destination that is called four times at once would have to wait eight times
   * as long after every outage.
   *
   * @param before {@link #failures} when the call began
   * @param notBefore what it asked for, epoch milliseconds, or 0
   * @return when the next call may be made
   */
  long failed(int before, long notBefore) {
    lock.lock();
    try {
      if (failures == before) {
        failures++;
        awayUntil = System.currentTimeMillis() + backoff.pause(failures);
      }
      awayUntil = Math.max(notBefore, awayUntil);
      return awayUntil;
    } finally {
      lock.unlock();
    }
  }

  /** The destination answered; true when it had not before. */
  boolean answered() {
    lock.lock();
    try {
      boolean back = failures > 0;
      // a call that was on its way when another was told to wait does not end the waiting
      failures = 0;
      changed.signalAll();
      return back;
    } finally {
      lock.unlock();
    }
  }

  /** Calls in a row without an answer, and when the next may be made; 0 for now. */
  long[] standing() {
    lock.lock();
    try {
      long now = System.currentTimeMillis();
      return new long[] {failures, awayUntil > now ? awayUntil : 0};
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
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
