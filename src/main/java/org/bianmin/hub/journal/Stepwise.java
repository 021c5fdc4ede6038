package org.bianmin.hub.journal;

import java.util.concurrent.TimeUnit;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What a person begins, watches and cancels: one at a time, in the background and in steps, of
 * which each stays done.
 */
abstract class Stepwise<W extends Stepwise.Work> implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Stepwise.class);
  private static final long LONGEST_END = TimeUnit.SECONDS.toMillis(10);

  /** One of them. */
  abstract static class Work {
    final long id = System.currentTimeMillis();
    volatile boolean cancelled;
    volatile Releases.State state = Releases.State.RUNNING;

    /** All steps, until there is none left or it is cancelled. */
    abstract void steps();
  }

  private final String name;
  private W work;
  private Thread thread;
  private boolean stopped;

  /** With the name of its thread, which the log says when it fails. */
  Stepwise(String name) {
    this.name = name;
  }

  /** Begins it; false while another is running or the hub stops. */
  final synchronized boolean begin(W next) {
    if (stopped || (work != null && work.state == Releases.State.RUNNING)) {
      return false;
    }
    work = next;
    thread = new Thread(() -> run(next), name);
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private void run(W next) {
    try {
      next.steps();
      next.state = next.cancelled ? Releases.State.CANCELLED : Releases.State.DONE;
    } catch (StoreUnavailable e) {
      next.state = Releases.State.FAILED;
      LOG.warn("The {} that a person began ended: the store takes nothing", name);
    } catch (RuntimeException e) {
      next.state = Releases.State.FAILED;
      LOG.error("The {} that a person began ended", name, e);
    }
  }

  /** The last one, null where there was none since the start. */
  final synchronized W current() {
    return work;
  }

  /** Stops one between two steps; false where it is not running. */
  public final boolean cancel(long id) {
    W running = current();
    if (running == null || running.id != id || running.state != Releases.State.RUNNING) {
      return false;
    }
    running.cancelled = true;
    return true;
  }

  @Override
  public synchronized void start() {
    stopped = false;
  }

  @Override
  public void stop() {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
      if (work != null) {
        work.cancelled = true;
      }
    }
    if (running != null) {
      try {
        running.join(LONGEST_END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return !stopped;
  }

  /** After the writer, so that it stops before it. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
