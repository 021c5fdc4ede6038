package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bianmin.hub.event.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox and its forwarder over a real store; only the way to the platform is played. */
class ForwarderTest {

  @TempDir Path folder;
  private PlayedHub hub;

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void storesTheReceiptOfEachItem() {
    PlayedPlatform platform = start();
    platform.answers(PlayedPlatform::accepted);

    record("V1", 1);
    record("V2", 1);

    await().untilAsserted(() -> assertThat(states()).containsEntry("DELIVERED/accepted", 2L));
    assertThat(platform.keys()).containsExactlyInAnyOrder("V1 1", "V2 1");
  }

  @Test
  void sendsTheNewestVersionAfterTheOneOnItsWayHasEnded() throws InterruptedException {
    PlayedPlatform platform = start("--hub.destinations.platform.in-flight=3");
    platform.holds();
    record("V1", 1);
    platform.awaitCall();

    record("V1", 2);
    record("V1", 3);
    record("V2", 1);

    // another fact is not held up, and the same fact is not sent beside itself
    await().untilAsserted(() -> assertThat(platform.keys()).contains("V2 1"));
    assertThat(platform.keys()).doesNotContain("V1 2", "V1 3");
    platform.answers(PlayedPlatform::accepted);

    await().untilAsserted(() -> assertThat(platform.keys()).contains("V1 3"));
    await()
        .untilAsserted(
            () -> assertThat(states()).doesNotContainKeys("AVAILABLE/null", "RETRYABLE/retry"));
    assertThat(platform.keys()).doesNotContain("V1 2");
    assertThat(states()).containsEntry("SUPERSEDED/null", 2L);
  }

  @Test
  void triesAgainUntilThePlatformAnswersAndKeepsEveryTry() {
    PlayedPlatform platform = start();
    platform.answers(batch -> new BatchAnswer.Away("connection refused", 0, false));
    record("V1", 1);
    await()
        .untilAsserted(
            () -> assertThat(count("select count(*) from delivery_attempt")).isGreaterThan(2));

    platform.answers(PlayedPlatform::accepted);

    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DELIVERED/accepted"));
    assertThat(count("select count(*) from delivery_attempt"))
        .isEqualTo(count("select attempt - 1 from delivery"));
  }

  @Test
  void pausesWithoutSpendingAttemptsWhenThePlatformDoesNotLetItIn() {
    PlayedPlatform platform = start();
    platform.answers(batch -> new BatchAnswer.Closed("HTTP 401"));
    record("V1", 1);
    await()
        .untilAsserted(
            () -> assertThat(count("select count(*) from destination_pause")).isEqualTo(1));
    int calls = platform.batches.size();

    record("V2", 1);
    await().untilAsserted(() -> assertThat(states()).containsEntry("AVAILABLE/null", 2L));
    assertThat(platform.batches).hasSize(calls);
    assertThat(count("select max(attempt) from delivery")).isZero();

    platform.answers(PlayedPlatform::accepted);
    hub.forwarder().resume();

    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DELIVERED/accepted"));
  }

  @Test
  void discardsWhatIsRejectedWithThePlatformsReason() {
    PlayedPlatform platform = start();
    platform.answers(
        batch ->
            new BatchAnswer.Received(
                "R", List.of(new DeliveryOutcome.Rejected("SCHEMA", "at is missing"))));

    record("V1", 1);

    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DISCARDED/SCHEMA"));
    assertThat(hub.queries().sql("select reason from delivery").query(String.class).single())
        .isEqualTo("at is missing");
  }

  @Test
  void sendsWhatWasRejectedAgainWhenAPersonRetriesIt() {
    PlayedPlatform platform = start();
    platform.answers(
        batch ->
            new BatchAnswer.Received(
                "R", List.of(new DeliveryOutcome.Rejected("SCHEMA", "at is missing"))));
    record("V1", 1);
    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DISCARDED/SCHEMA"));
    platform.answers(PlayedPlatform::accepted);

    hub.commands().retry(count("select id from delivery"));

    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DELIVERED/accepted"));
    assertThat(platform.keys()).containsExactly("V1 1", "V1 1");
  }

  @Test
  void leavesAnItemThatMayHaveArrivedToAPersonAndSendsItsNeighboursAgain() {
    PlayedPlatform platform = start("--hub.destinations.platform.capabilities.versions=false");
    platform.answers(
        batch ->
            new BatchAnswer.Received(
                "R",
                batch.events().stream()
                    .map(
                        event ->
                            (DeliveryOutcome)
                                new DeliveryOutcome.RetryLater(
                                    "no answer", 0, event.key().businessKey().equals("V1")))
                    .toList()));
    record("V1", 1);
    record("V2", 1);
    await().untilAsserted(() -> assertThat(states()).containsEntry("EXECUTING/null", 1L));
    await().until(() -> platform.keys().stream().filter("V2 1"::equals).count() > 1);

    platform.answers(PlayedPlatform::accepted);

    await().untilAsserted(() -> assertThat(states()).containsEntry("DELIVERED/accepted", 1L));
    assertThat(states()).containsEntry("EXECUTING/null", 1L);
    assertThat(platform.keys()).containsOnlyOnce("V1 1");
    hub.commands().retry(count("select id from delivery where state = 'EXECUTING'"));
    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DELIVERED/accepted"));
  }

  @Test
  void sendsWhatWaitedBeforeARestart() {
    PlayedPlatform before = start();
    before.answers(batch -> new BatchAnswer.Away("refused", 0, false));
    for (int i = 0; i < 500; i++) {
      record("V" + i, 1);
    }
    hub.close();

    PlayedPlatform after = start();
    after.answers(PlayedPlatform::accepted);

    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DELIVERED/accepted"));
    assertThat(after.keys()).doesNotHaveDuplicates().hasSize(500);
  }

  @Test
  void sendsAgainWhatCouldNotBeMarked() {
    PlayedPlatform platform = start("--hub.destinations.platform.capabilities.versions=false");
    platform.answers(PlayedPlatform::accepted);
    hub.refuse("delivery");
    record("V1", 1);
    await().until(() -> hub.forwarder().state().nextCallAt() != null);

    hub.allow();

    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DELIVERED/accepted"));
    assertThat(platform.keys()).containsExactly("V1 1");
  }

  @Test
  void sendsAgainWhatWasAnsweredAndCouldNotBeStored() {
    PlayedPlatform platform = start();
    platform.answers(PlayedPlatform::accepted);
    hub.refuse("delivery");
    record("V1", 1);
    await().until(() -> platform.keys().size() > 2);

    hub.allow();

    await().untilAsserted(() -> assertThat(states()).containsOnlyKeys("DELIVERED/accepted"));
  }

  @Test
  void leavesToAPersonWhatMayHaveArrivedWhereRepeatsAreNotTaken() {
    PlayedPlatform platform = start("--hub.destinations.platform.capabilities.versions=false");
    platform.answers(batch -> new BatchAnswer.Away("no answer", 0, true));

    record("V1", 1);

    await().untilAsserted(() -> assertThat(states()).containsEntry("EXECUTING/null", 1L));
    await().until(() -> platform.answered.get() == 1);
    platform.answers(PlayedPlatform::accepted);
    record("V2", 1);
    await().untilAsserted(() -> assertThat(states()).containsEntry("DELIVERED/accepted", 1L));
    assertThat(platform.keys()).containsOnlyOnce("V1 1");

    record("V2", 2);
    await().untilAsserted(() -> assertThat(states()).containsEntry("DISCARDED/CAPABILITY", 1L));
  }

  @Test
  void sendsTheNewestOfWhatNeverLeftWhereNewerVersionsAreNotTaken() {
    PlayedPlatform platform = start("--hub.destinations.platform.capabilities.versions=false");
    hub.forwarder().pause("so that nothing leaves");
    record("V1", 1);
    record("V1", 2);
    platform.answers(PlayedPlatform::accepted);

    hub.forwarder().resume();

    await()
        .untilAsserted(
            () ->
                assertThat(states())
                    .isEqualTo(Map.of("DELIVERED/accepted", 1L, "SUPERSEDED/null", 1L)));
    assertThat(platform.keys()).containsExactly("V1 2");
  }

  @Test
  void callsNothingBeforeThereIsAWay() {
    PlayedPlatform platform = start("--hub.destinations.platform.capabilities.versions=false");
    platform.ready = false;
    int asked = platform.asked.get();
    // each thread may have been past the question already, and finds nothing to send
    await().until(() -> platform.asked.get() > asked + 2);
    record("V1", 1);
    int then = platform.asked.get();
    await().until(() -> platform.asked.get() > then + 2);
    assertThat(platform.batches).isEmpty();
    assertThat(states()).isEqualTo(Map.of("AVAILABLE/null", 1L));

    platform.ready = true;

    await().untilAsserted(() -> assertThat(states()).isEqualTo(Map.of("DELIVERED/accepted", 1L)));
    assertThat(count("select attempt from delivery")).isEqualTo(1);
  }

  @Test
  void waitsForTheAnswerOfACallThatIsOnItsWayWhenItIsStoppedInOrder() throws Exception {
    PlayedPlatform platform = start();
    platform.holds();
    record("V1", 1);
    platform.awaitCall();

    Thread stop = new Thread(hub::close);
    stop.start();
    await().until(() -> waits(stop));
    platform.answers(PlayedPlatform::accepted);
    stop.join();

    hub = new PlayedHub(folder);
    assertThat(states()).isEqualTo(Map.of("DELIVERED/accepted", 1L));
    record("V2", 1);
    await().untilAsserted(() -> assertThat(states()).isEqualTo(Map.of("DELIVERED/accepted", 2L)));
    assertThat(hub.platform().keys()).containsExactly("V2 1");
  }

  private PlayedPlatform start(String... more) {
    hub = new PlayedHub(folder, more);
    return hub.platform();
  }

  private void record(String visit, int version) {
    hub.tell(visit, version, Action.RECORD);
  }

  private Map<String, Long> states() {
    return hub.states();
  }

  /** Whether a thread waits for the calls of a forwarder to end. */
  private static boolean waits(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .anyMatch(at -> at.getClassName().equals(Callers.class.getName()));
  }

  private long count(String sql) {
    return hub.count(sql);
  }
}
