package org.bianmin.hub.settlement;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.store.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Reconciles what waits, in batches, whenever a fact has changed; and looks now and then at what
 * only time changes. What waits is in the table, so that a restart forgets none.
 */
@Component
@ConditionalOnProperty(name = "hub.settlement.enabled", matchIfMissing = true)
final class Reconciling extends Worker {

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
  private boolean noted;
  private long lookedAt = System.nanoTime() - TimeUnit.SECONDS.toNanos(LOOK_SECONDS);

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
    super("reconciliation", PHASE);
    this.bills = bills;
    this.clock = clock;
    this.commands = commands;
    this.reconciler = reconciler;
    this.earlier = earlier;
    this.alerts = alerts;
  }

  @Override
  protected void turn() throws InterruptedException {
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
    awaitNews(LOOK_SECONDS);
  }

  /** Reconciles until nothing waits. */
  void work() {
    while (!stopping()) {
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
}
