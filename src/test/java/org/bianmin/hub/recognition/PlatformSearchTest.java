package org.bianmin.hub.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.bianmin.hub.event.PatientId;
import org.bianmin.hub.event.PersonIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** How long is waited for a platform, and what is remembered of its answers. */
class PlatformSearchTest {

  private static final Duration LIMIT = Duration.ofMillis(100);

  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private volatile Function<String, SearchAnswer> platform = person -> found();
  private final PlatformSearch search = search();

  @AfterEach
  void stop() {
    hanging.countDown();
    search.destroy();
  }

  @Test
  void anAnswerIsUsedAgainForTheSamePersonAndItems() {
    assertThat(ask("p", "lab-glu").items()).hasSize(1);
    assertThat(ask("p", "lab-glu").items()).hasSize(1);
    assertThat(ask("p", "lab-k").items()).hasSize(1);
    assertThat(ask("q", "lab-glu").items()).hasSize(1);

    assertThat(calls).hasValue(3);
  }

  @Test
  void aSlowPlatformIsUnknownWithinTheLimitAndItsLateAnswerIsThereTheNextTime() {
    CountDownLatch slow = new CountDownLatch(1);
    platform =
        person -> {
          awaitQuietly(slow);
          return found();
        };

    long from = System.nanoTime();
    PlatformSearch.Part part = ask("p", "lab-glu");
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(5));
    assertThat(part.items()).isEmpty();
    assertThat(part.unknown())
        .isEqualTo(new Candidates.Unknown("platform", "no answer within 100 ms"));

    slow.countDown();
    await().atMost(Duration.ofMinutes(1)).until(() -> ask("p", "lab-glu").unknown() == null);
    assertThat(calls).hasValue(1);
  }

  @Test
  void aPlatformThatHangsHoldsAFewThreadsAndNobodyWaitsForThem() {
    platform =
        person -> {
          awaitQuietly(hanging);
          return found();
        };
    List<PlatformSearch.Pending> asked = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      asked.add(search.ask(question("p" + i, "lab-glu")));
    }

    assertThat(asked.get(199).await().unknown().reason()).contains("too many questions");
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("recognition-search"))
                .count())
        .isLessThanOrEqualTo(8);
  }

  @Test
  void aPlatformThatIsAwayIsAskedAgainTheNextTime() {
    platform = person -> new SearchAnswer.Away("no connection to platform.example");
    assertThat(ask("p", "lab-glu").unknown().reason())
        .isEqualTo("no connection to platform.example");

    platform = person -> found();
    await().atMost(Duration.ofMinutes(1)).until(() -> ask("p", "lab-glu").items().size() == 1);
  }

  @Test
  void whatTheClientThrowsIsUnknownAndQuotesNothing() {
    platform =
        person -> {
          throw new IllegalStateException("patient 110101199001011237");
        };

    assertThat(ask("p", "lab-glu").unknown().reason()).isEqualTo("the search failed; see the log");
  }

  @Test
  void aPlatformWithoutSearchLeavesNothingUnknown() {
    platform = person -> new SearchAnswer.NotOffered();

    assertThat(ask("p", "lab-glu")).isEqualTo(new PlatformSearch.Part(List.of(), null));
  }

  @Test
  void aPersonWithoutALegalIdCannotBeAskedFor() {
    assertThat(ask("unknown", "lab-glu").unknown().reason()).contains("legal id is not known");
    assertThat(calls).hasValue(0);
  }

  private PlatformSearch.Part ask(String person, String item) {
    return search.ask(question(person, item)).await();
  }

  private static Candidates.Question question(String person, String item) {
    return new Candidates.Question("H001", person, Set.of(item), Set.of(), 1_000);
  }

  private static SearchAnswer found() {
    return new SearchAnswer.Found(
        List.of(
            new Candidate(
                "result.issued:H002:R1",
                "R1",
                1,
                "H002",
                null,
                "lab-glu",
                null,
                500L,
                "5.6",
                null,
                null,
                null,
                "national",
                "全国HR",
                2_000L,
                null)));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PlatformSearch search() {
    Persons persons =
        new Persons() {
          @Override
          public String pseudonymOf(PatientId patient) {
            return patient.id();
          }

          @Override
          public String pseudonymOf(String idType, String id) {
            return id;
          }

          @Override
          public Optional<PersonIdentity> identityOf(String person) {
            return person.equals("unknown")
                ? Optional.empty()
                : Optional.of(new PersonIdentity("01", person, null, null, null));
          }
        };
    SearchPlatform asked =
        (facility, person, items, since, limit) -> {
          calls.incrementAndGet();
          return platform.apply(person.id());
        };
    var beans = new StaticListableBeanFactory(Map.of("persons", persons, "platform", asked));
    var others =
        new OrderTime(
            beans.getBeanProvider(Persons.class),
            beans.getBeanProvider(SearchPlatform.class),
            beans.getBeanProvider(RecognitionRules.class),
            null);
    return new PlatformSearch(
        others,
        new OrderTimeProperties(
            LIMIT, Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofSeconds(30), null));
  }
}
