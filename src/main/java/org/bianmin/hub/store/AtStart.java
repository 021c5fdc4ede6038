package org.bianmin.hub.store;

import org.springframework.context.SmartLifecycle;

/** What is done once at a moment of the start, for example before the first fact can come. */
public final class AtStart implements SmartLifecycle {

  private final Runnable task;
  private final int phase;
  private volatile boolean running;

  /**
   * A task.
   *
   * @param phase after the writer, before the receivers and the normalizer
   */
  public AtStart(Runnable task, int phase) {
    this.task = task;
    this.phase = phase;
  }

  @Override
  public void start() {
    task.run();
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

  @Override
  public int getPhase() {
    return phase;
  }
}
