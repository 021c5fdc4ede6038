package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecentAnswersTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(30);

  private TestStore store;
  private RecentAnswers<Integer> answers;
  private final AtomicInteger made = new AtomicInteger();
  private CountDownLatch counting = new CountDownLatch(0);

  @BeforeEach
  void open() throws IOException {
    store = TestStore.fresh(Engine.SQLITE);
    answers = new RecentAnswers<>(store.snapshot());
  }

  @AfterEach
  void close() {
    counting.countDown();
    store.close();
  }

  private Integer count() {
    try {
      counting.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return made.incrementAndGet();
  }

  @Test
  void firstAnswerThatTakesLongIsNotWaitedForAndIsThereOnceItIsMade() {
    counting = new CountDownLatch(1);

    assertThat(answers.now("q", this::count, SHORT)).isEqualTo(new RecentAnswers.Now<>(null, true));
    assertThat(answers.now("q", this::count, SHORT)).isEqualTo(new RecentAnswers.Now<>(null, true));
    counting.countDown();

    await().until(() -> answers.now("q", this::count, SHORT).answer() != null);
    assertThat(made).as("however many asked").hasValue(1);
  }

  @Test
  void firstAnswerThatIsMadeSoonIsGivenAtOnce() {
    assertThat(answers.now("q", this::count, LONG)).isEqualTo(new RecentAnswers.Now<>(1, false));
  }

  @Test
  void earlierAnswerStandsWhileItIsMadeAnew() {
    answers.of("q", this::count);
    counting = new CountDownLatch(1);
    await()
        .untilAsserted(
            () ->
                assertThat(answers.now("q", this::count, SHORT))
                    .as("as soon as it is as old as it has cost")
                    .isEqualTo(new RecentAnswers.Now<>(1, true)));
    counting.countDown();

    await().until(() -> answers.now("q", this::count, SHORT).answer() >= 2);
  }

  @Test
  void whoWaitsGetsTheAnswerThatIsInTheMaking() throws Exception {
    counting = new CountDownLatch(1);
    answers.now("q", this::count, SHORT);
    CompletableFuture<Integer> waits =
        CompletableFuture.supplyAsync(() -> answers.of("q", this::count));
    counting.countDown();

    assertThat(waits.get()).isEqualTo(1);
  }

  @Test
  void failureIsToldToWhoAskedAndTheNextIsTriedAnew() {
    assertThatThrownBy(
            () ->
                answers.of(
                    "q",
                    () -> {
                      throw new IllegalStateException("store away");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("store away");
    assertThat(answers.of("q", this::count)).isEqualTo(1);
  }

  @Test
  void thoseThatAreMadeAnewAreNeverOldOnceTheyAreMade() {
    RecentAnswers<Integer> anew = new RecentAnswers<>(2);

    assertThat(anew.now("q", this::count, LONG)).isEqualTo(new RecentAnswers.Now<>(1, false));
    assertThat(anew.now("q", this::count, LONG)).isEqualTo(new RecentAnswers.Now<>(2, false));
    counting = new CountDownLatch(1);
    assertThat(anew.now("q", this::count, SHORT)).isEqualTo(new RecentAnswers.Now<>(2, true));
  }
}
