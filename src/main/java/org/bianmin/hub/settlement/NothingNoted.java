package org.bianmin.hub.settlement;

import org.springframework.context.SmartLifecycle;

/**
 * Keeps in mind that facts are not noted, before the first one can come: whoever listens again is
 * to note them, even if the hub is killed in between.
 */
final class NothingNoted implements SmartLifecycle {

  private final EarlierFacts earlier;
  private volatile boolean running;

  NothingNoted(EarlierFacts earlier) {
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
    return Reconciling.PHASE;
  }
}
