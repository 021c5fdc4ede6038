package org.bianmin.hub.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Answers that are used again for a while, so that asking often does no harm and nobody waits long.
 * They are made in threads of their own, each once however many ask.
 */
public final class RecentAnswers<A> {

  /**
   * What is known at once.
   *
   * @param answer the newest there is; null where none was made yet
   * @param making whether a newer one is being made
   */
  public record Now<A>(A answer, boolean making) {}

  private record Kept<A>(A answer, long untilNanos) {}

  private static final int KEPT = 32;

  /** Making answers takes at most this part of the time. */
  private static final long SHARE = 20;

  private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long IDLE_SECONDS = 10;

  private final UnaryOperator<Supplier<A>> reading;
  private final long share;
  private final ThreadPoolExecutor makers;

  /**
   * An answer in the making.
   *
   * @param since when it was asked for first
   */
  private record Making<A>(FutureTask<A> task, long since) {}

  private final Map<String, Making<A>> making = new HashMap<>();
  private final Map<String, Kept<A>> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept<A>> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Answers that are kept the longer the more they cost; one is made at a time.
   *
   * @param snapshot the queries of one answer are one read transaction
   */
  public RecentAnswers(Snapshot snapshot) {
    this(queries -> () -> snapshot.read(queries), SHARE, 1);
  }

  /**
   * Answers that are made anew whenever somebody asks, or after a few seconds where they took long:
   * for what keeps by itself what it needs not count again.
   *
   * @param atOnce how many are made at a time
   */
  public RecentAnswers(int atOnce) {
    this(queries -> queries, 0, atOnce);
  }

  private RecentAnswers(UnaryOperator<Supplier<A>> reading, long share, int atOnce) {
    this.reading = reading;
    this.share = share;
    this.makers =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            RecentAnswers::thread);
    makers.allowCoreThreadTimeOut(true);
  }

  /**
   * An answer that is still good; waits while one is made where it is not.
   *
   * @param question equal for equal questions
   * @param queries make it
   */
  public A of(String question, Supplier<A> queries) {
    Making<A> next;
    synchronized (this) {
      Kept<A> known = kept.get(question);
      if (known != null && System.nanoTime() - known.untilNanos() < 0) {
        return known.answer();
      }
      next = make(question, queries);
    }
    return join(next.task());
  }

  /**
   * An answer as old as may be, and never a long wait: a newer one is begun where it is too old.
   *
   * @param question equal for equal questions
   * @param queries make it
   * @param patience how long it is waited for, by whoever asks first; who asks later, while it is
   *     in the making, waits so much less
   */
  public Now<A> now(String question, Supplier<A> queries, Duration patience) {
    Making<A> next;
    A earlier;
    synchronized (this) {
      Kept<A> known = kept.get(question);
      if (known != null && System.nanoTime() - known.untilNanos() < 0) {
        return new Now<>(known.answer(), false);
      }
      earlier = known == null ? null : known.answer();
      next = make(question, queries);
    }
    long left = patience.toNanos() - (System.nanoTime() - next.since());
    try {
      return new Now<>(next.task().get(left, TimeUnit.NANOSECONDS), false);
    } catch (TimeoutException e) {
      return new Now<>(earlier, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Now<>(earlier, true);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private Making<A> make(String question, Supplier<A> queries) {
    return making.computeIfAbsent(
        question,
        asked -> {
          FutureTask<A> task = new FutureTask<>(() -> made(asked, queries));
          makers.execute(task);
          return new Making<>(task, System.nanoTime());
        });
  }

  private A made(String question, Supplier<A> queries) {
    long start = System.nanoTime();
    try {
      A answer = reading.apply(queries).get();
      long end = System.nanoTime();
      long cost = end - start;
      long until = end + (share == 0 ? rest(cost) : Math.min(MOST_NANOS, share * cost));
      synchronized (this) {
        kept.put(question, new Kept<>(answer, until));
      }
      return answer;
    } finally {
      synchronized (this) {
        making.remove(question);
      }
    }
  }

  /** Who follows up an answer that took long finds it, and does not begin the next one. */
  private static long rest(long tookNanos) {
    return tookNanos < QUICK_NANOS ? 0 : REST_NANOS;
  }

  private A join(FutureTask<A> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw failure(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    if (e.getCause() instanceof Error thrown) {
      throw thrown;
    }
    return e.getCause() instanceof RuntimeException thrown
        ? thrown
        : new IllegalStateException(e.getCause());
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "recent-answers");
    thread.setDaemon(true);
    return thread;
  }
}
