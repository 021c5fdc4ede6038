package org.bianmin.hub.settlement;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reconciles what waits, in batches, whenever a fact has changed; and looks now and then at what
 * only time changes. What waits is in the table, so that a restart forgets none.
 */
@Component
@ConditionalOnProperty(name = "hub.settlement.enabled", matchIfMissing = true)
final class Reconciling implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);

  /** Larger batches would keep what else waits for the one writer. */
  private static final int BATCH = 500;

  private static final long LOOK_SECONDS = 20;

  /** After the writer, before the normalizer: what it tells is reconciled. */
  static final int PHASE = -2000;

  private final Commands commands;
  private final Reconciler reconciler;
  private final EarlierFacts earlier;
  private final SettlementAlerts alerts;
  private final Bills bills;
  private final Clock clock;
  private final Semaphore news = new Semaphore(0);
  private Thread thread;
  private volatile boolean running;

  @Autowired
  Reconciling(
      Commands commands,
      Reconciler reconciler,
      EarlierFacts earlier,
      SettlementAlerts alerts,
      Bills bills) {
    this(commands, reconciler, earlier, alerts, bills, Clock.systemUTC());
  }

  Reconciling(
      Commands commands,
      Reconciler reconciler,
      EarlierFacts earlier,
      SettlementAlerts alerts,
      Bills bills,
      Clock clock) {
    this.bills = bills;
    this.clock = clock;
    this.commands = commands;
    this.reconciler = reconciler;
    this.earlier = earlier;
    this.alerts = alerts;
  }

  /** Something waits. */
  void soon() {
    news.release();
  }

  private void run() {
    boolean noted = false;
    long lookedAt = System.nanoTime() - TimeUnit.SECONDS.toNanos(LOOK_SECONDS);
    while (running) {
      try {
        if (!noted) {
          earlier.note();
          noted = true;
        }
        work();
        if (System.nanoTime() - lookedAt >= TimeUnit.SECONDS.toNanos(LOOK_SECONDS)) {
          lookedAt = System.nanoTime();
          if (bills.look()) {
            work();
          }
          alerts.look();
        }
        if (news.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS)) {
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn(
            "Settlements and payments cannot be reconciled ({}); trying again",
            e.getClass().getSimpleName());
        pause();
      }
    }
  }

  /** Reconciles until nothing waits. */
  void work() {
    while (running || thread == null) {
      int begun;
      try {
        begun = commands.execute(session -> reconciler.pass(session, BATCH, clock.millis()));
      } catch (StoreUnavailable e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.error("A batch cannot be reconciled; its records are tried one by one", e);
        begun = oneByOne();
      }
      if (begun < BATCH) {
        return;
      }
    }
  }

  /** One that cannot be reconciled must not keep all others from it. */
  private int oneByOne() {
    List<Long> waiting =
        commands.execute(session -> reconciler.entries().waiting(session, 0, BATCH));
    for (Long id : waiting) {
      try {
        commands.execute(
            session -> {
              reconciler.reconcile(session, List.of(id), clock.millis());
              return null;
            });
      } catch (StoreUnavailable e) {
        throw e;
      } catch (RuntimeException e) {
        LOG.error(
            "The record of event {} cannot be reconciled; it is left out until its fact changes."
                + " Please report this with the lines below",
            id,
            e);
        commands.execute(
            session -> {
              reconciler.entries().stuck(session, id);
              return null;
            });
      }
    }
    return waiting.size();
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
  public synchronized void start() {
    running = true;
    thread = new Thread(this::run, "reconciliation");
    thread.start();
  }

  @Override
  public synchronized void stop() {
    running = false;
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
