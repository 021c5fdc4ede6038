package org.bianmin.hub.indicator.report;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes who looks after reports before the next regular look. */
final class ReportBell {

  private final Semaphore rung = new Semaphore(0);

  void ring() {
    rung.release();
  }

  /** Waits until it rings, at most so long. */
  void await(Duration most) throws InterruptedException {
    boolean unused = rung.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
    rung.drainPermits();
  }
}
