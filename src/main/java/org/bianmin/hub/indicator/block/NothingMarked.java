package org.bianmin.hub.indicator.block;

import org.springframework.context.SmartLifecycle;

/**
 * Keeps in mind that days are not marked, before the first fact can come: whoever marks again is to
 * look at all days, even if the hub is killed in between.
 */
final class NothingMarked implements SmartLifecycle {

  private final EarlierDays earlier;
  private volatile boolean running;

  NothingMarked(EarlierDays earlier) {
    this.earlier = earlier;
  }

  @Override
  public void start() {
    earlier.forget();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the writer, before the receivers and the normalizer. */
  @Override
  public int getPhase() {
    return BuildingDays.PHASE;
  }
}
