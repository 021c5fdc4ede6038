package org.bianmin.hub.recognition;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bianmin.hub.event.PersonIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Asks the platform on a few threads of its own and waits for the limit only. An answer that comes
 * late is there for the next question; one that never comes holds one of the few threads, and what
 * is asked meanwhile is unknown at once.
 */
@Component
@ConditionalOnProperty("hub.recognition.enabled")
final class PlatformSearch implements DisposableBean {

  private record Key(String facility, String person, Set<String> items) {}

  /** A question that is on its way; nobody waits while it is. */
  interface Pending {

    /** The results, or what is unknown; never later than the limit allows. */
    Part await();
  }

  /**
   * What the platform adds to an answer.
   *
   * @param unknown why nothing is known, or null
   */
  record Part(List<Candidate> items, Candidates.Unknown unknown) {}

  private static final Logger LOG = LoggerFactory.getLogger(PlatformSearch.class);
  private static final String WHERE = "platform";
  private static final int THREADS = 8;
  private static final int WAITING = 32;
  private static final int KEPT = 10_000;
  private static final int REPORTS = 200;
  private static final Part NOTHING = new Part(List.of(), null);

  private final OrderTime others;
  private final long limitNanos;
  private final AsyncCache<Key, SearchAnswer> answers;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          task -> {
            Thread thread = new Thread(task, "recognition-search");
            thread.setDaemon(true);
            return thread;
          });

  PlatformSearch(OrderTime others, OrderTimeProperties properties) {
    this.others = others;
    this.limitNanos = properties.searchLimit().toNanos();
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(KEPT)
            .expireAfterWrite(properties.cacheFor())
            .executor(Runnable::run)
            .buildAsync();
    threads.allowCoreThreadTimeOut(true);
  }

  /** Begins to ask; the limit counts from here. */
  Pending ask(Candidates.Question question) {
    long deadline = System.nanoTime() + limitNanos;
    Optional<PersonIdentity> identity =
        others
            .persons()
            .identityOf(question.person())
            .or(() -> Optional.ofNullable(question.identity()));
    if (identity.isEmpty()) {
      return () -> unknown("the person's legal id is not known here, so nobody else can be asked");
    }
    if (question.items().isEmpty() && !question.localCodes().isEmpty()) {
      return () -> unknown("the item has no code of the platform: add a row to exam-item.csv");
    }
    Key key = new Key(question.facility(), question.person(), question.items());
    CompletableFuture<SearchAnswer> answer;
    try {
      answer = answers.get(key, (k, executor) -> search(k, identity.get()));
    } catch (RejectedExecutionException e) {
      return () -> unknown("too many questions wait for the platform's answer");
    }
    return () -> await(answer, deadline);
  }

  private CompletableFuture<SearchAnswer> search(Key key, PersonIdentity person) {
    return CompletableFuture.supplyAsync(
            () -> others.platform().search(key.facility(), person, key.items(), null, REPORTS),
            threads)
        .thenApply(
            answer -> {
              if (answer instanceof SearchAnswer.Away away) {
                // kept by nobody: the next question asks again
                throw new PlatformAway(away.reason());
              }
              return answer;
            });
  }

  private Part await(CompletableFuture<SearchAnswer> answer, long deadline) {
    try {
      SearchAnswer got =
          answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      return got instanceof SearchAnswer.Found found ? new Part(found.results(), null) : NOTHING;
    } catch (TimeoutException e) {
      return unknown("no answer within " + TimeUnit.NANOSECONDS.toMillis(limitNanos) + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown("the hub is stopping");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof PlatformAway) {
        return unknown(cause.getMessage());
      }
      // the class only: texts of clients may quote the question
      LOG.warn("A search at the platform failed: {}", cause.getClass().getName());
      return unknown("the search failed; see the log");
    }
  }

  /** A report has changed: what was answered with it is asked for anew. */
  void forget(String reportKey) {
    answers
        .synchronous()
        .asMap()
        .values()
        .removeIf(
            answer ->
                answer instanceof SearchAnswer.Found found
                    && found.results().stream().anyMatch(c -> c.reportKey().equals(reportKey)));
  }

  private static Part unknown(String reason) {
    return new Part(List.of(), new Candidates.Unknown(WHERE, reason));
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }

  private static final class PlatformAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PlatformAway(String reason) {
      super(reason, null, false, false);
    }
  }
}
