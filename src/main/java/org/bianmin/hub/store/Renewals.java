package org.bianmin.hub.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who are told of each renewal, on a thread of their own: what they ask of the database may
 * not be answered, and the lease has to be renewed all the same.
 */
final class Renewals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "nodes-renewals");
            made.setDaemon(true);
            return made;
          });

  void add(Runnable listener) {
    listeners.add(listener);
  }

  /** Tells them, unless they are still busy with the last one. */
  void tell() {
    if (busy.compareAndSet(false, true)) {
      thread.execute(this::run);
    }
  }

  private void run() {
    try {
      listeners.forEach(Runnable::run);
    } catch (RuntimeException e) {
      LOG.warn("What other hubs have done cannot be seen; trying again", e);
    } finally {
      busy.set(false);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
