package org.bianmin.hub.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells lanes what came of their items, off the writer's thread and in the order of commits. */
final class Completions {

  private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(r -> new Thread(r, "store-completions"));

  void run(Runnable task) {
    thread.execute(task);
  }

  <T> void complete(Lane.Taken<T> taken, Commit commit) {
    thread.execute(
        () -> {
          try {
            taken.lane().writer.committed(taken.items(), commit);
          } catch (RuntimeException e) {
            LOG.error("After a commit, lane {} failed", taken.lane().name, e);
          } finally {
            taken.lane().release(taken.items().size(), taken.bytes());
          }
        });
  }

  <T> void fail(Lane.Taken<T> taken, Exception cause) {
    thread.execute(
        () -> {
          try {
            for (T item : taken.items()) {
              tellFailure(taken.lane(), item, cause);
            }
          } finally {
            taken.lane().release(taken.items().size(), taken.bytes());
          }
        });
  }

  private static <T> void tellFailure(Lane<T> lane, T item, Exception cause) {
    try {
      lane.writer.failed(item, cause);
    } catch (RuntimeException e) {
      LOG.error("After a failed commit, lane {} failed", lane.name, e);
    }
  }

  /** Waits until all were told. */
  void close() throws InterruptedException {
    thread.shutdown();
    if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
      LOG.warn("Not all senders could be told about the last commits");
    }
  }
}
