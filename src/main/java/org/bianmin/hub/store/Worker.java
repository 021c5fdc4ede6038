package org.bianmin.hub.store;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A thread that works on what waits in a table, whenever it is told that there is something and now
 * and then without. A turn that fails is logged by the name of its exception and tried again.
 */
public abstract class Worker implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final String name;
  private final int phase;
  private final Semaphore news = new Semaphore(0);
  private Thread thread;
  private volatile boolean running;

  /**
   * A worker.
   *
   * @param name of its thread, and in the log
   * @param phase when it starts; after the writer, before what makes work for it
   */
  protected Worker(String name, int phase) {
    this.name = name;
    this.phase = phase;
  }

  /** Something waits. */
  public final void soon() {
    news.release();
  }

  /** One turn, which may wait for news; exceptions are logged, and the turn comes again. */
  protected abstract void turn() throws InterruptedException;

  /** Returns when something waits, or so many seconds later. */
  protected final void awaitNews(long seconds) throws InterruptedException {
    if (news.tryAcquire(seconds, TimeUnit.SECONDS)) {
      news.drainPermits();
    }
  }

  /** Whether its thread was told to stop; false where it never ran, as in a test. */
  protected final boolean stopping() {
    return thread != null && !running;
  }

  private void run() {
    while (running) {
      try {
        turn();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("The worker {} failed ({}); trying again", name, e.getClass().getSimpleName());
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  @Override
  public final synchronized void start() {
    running = true;
    thread = new Thread(this::run, name);
    thread.start();
  }

  @Override
  public final synchronized void stop() {
    running = false;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public final boolean isRunning() {
    return running;
  }

  @Override
  public final int getPhase() {
    return phase;
  }
}
