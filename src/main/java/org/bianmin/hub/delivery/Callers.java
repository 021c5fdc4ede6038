package org.bianmin.hub.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The threads that call one destination. When they are told to stop, those that wait for work end
 * at once; a call that is on its way has a while for its answer, for the destination would get the
 * same once more otherwise.
 */
final class Callers {

  /** Part of the half minute that services and containers commonly give a process to end. */
  static final long GRACE_MILLIS = TimeUnit.SECONDS.toMillis(8);

  private static final long END_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final List<Thread> threads = new ArrayList<>();
  private final Set<Thread> calling = new HashSet<>();
  private boolean stopping;

  /** Starts so many threads; their names are numbered. */
  synchronized void start(String name, int many, Runnable work) {
    stopping = false;
    for (int i = 0; i < many; i++) {
      Thread thread = new Thread(work, name + "-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Leave to call; with it, {@link #ended} has to follow. None any more after {@link #halt}. */
  synchronized boolean mayCall() {
    return !stopping && calling.add(Thread.currentThread());
  }

  synchronized void ended() {
    calling.remove(Thread.currentThread());
  }

  /** Nothing is called from now on; does not wait. */
  synchronized void halt() {
    stopping = true;
    threads.stream().filter(thread -> !calling.contains(thread)).forEach(Thread::interrupt);
  }

  /**
   * Waits for the answers of calls that are on their way, then for the threads.
   *
   * @param until at this {@link System#nanoTime} a call without an answer is given up
   */
  void join(long until) {
    try {
      for (Thread thread : threads) {
        // at least a moment: no time at all would be without end
        TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(until - System.nanoTime(), 1));
      }
      threads.forEach(Thread::interrupt);
      for (Thread thread : threads) {
        thread.join(END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
