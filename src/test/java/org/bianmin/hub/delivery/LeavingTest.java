package org.bianmin.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a destination may hold of a fact, while a call to it is on its way and after one. */
class LeavingTest {

  private static final String TAKES_NOTHING_BACK =
      "--hub.destinations.platform.capabilities.resubmit-after-void=false";
  private static final String TAKES_LEVEL_ONE =
      "--hub.destinations.platform.events[0]=visit.registered[clinicLevel=level 1]";
  private static final long IN_AN_HOUR = 3_600_000;

  @TempDir Path folder;
  private PlayedHub hub;

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void sendsNothingAgainWhoseCancellationIsOnItsWay() throws InterruptedException {
    PlayedPlatform platform = delivered(TAKES_NOTHING_BACK);
    platform.holds();
    hub.tell("V1", 2, Action.VOID);
    platform.awaitCall();

    hub.tell("V1", 3, Action.RECORD);

    await().untilAsserted(() -> assertThat(hub.states()).containsEntry("DISCARDED/CAPABILITY", 1L));
    platform.answers(PlayedPlatform::accepted);
    hub.tell("V2", 1, Action.RECORD);
    await().untilAsserted(() -> assertThat(platform.keys()).contains("V2 1"));
    assertThat(platform.keys()).containsOnlyOnce("V1 2").doesNotContain("V1 3");
  }

  @Test
  void sendsNothingAgainWhoseCancellationMayHaveArrived() throws InterruptedException {
    PlayedPlatform platform = delivered(TAKES_NOTHING_BACK);
    away(platform, true);
    hub.tell("V1", 2, Action.VOID);
    await().untilAsserted(() -> assertThat(hub.states()).containsEntry("RETRYABLE/retry", 1L));

    hub.tell("V1", 3, Action.RECORD);

    assertThat(hub.states()).containsEntry("DISCARDED/CAPABILITY", 1L);
  }

  @Test
  void sendsAgainWhoseCancellationSurelyDidNotArrive() throws InterruptedException {
    PlayedPlatform platform = delivered(TAKES_NOTHING_BACK);
    away(platform, false);
    hub.tell("V1", 2, Action.VOID);
    await().untilAsserted(() -> assertThat(hub.states()).containsEntry("RETRYABLE/retry", 1L));

    hub.tell("V1", 3, Action.RECORD);

    assertThat(hub.states())
        .isEqualTo(Map.of("DELIVERED/accepted", 1L, "SUPERSEDED/retry", 1L, "AVAILABLE/null", 1L));
  }

  @Test
  void correctsWhatIsOnItsWayThoughItIsNoLongerSelected() throws InterruptedException {
    hub = new PlayedHub(folder, TAKES_LEVEL_ONE);
    hub.platform().holds();
    hub.tell("V1", 1, Action.RECORD);
    hub.platform().awaitCall();

    hub.tell("V1", 2, Action.RECORD);

    hub.platform().answers(PlayedPlatform::accepted);
    await().untilAsserted(() -> assertThat(hub.platform().keys()).containsExactly("V1 1", "V1 2"));
  }

  @Test
  void withholdsWhatTheDestinationDidNotLetInAndNoLongerSelects() {
    hub = new PlayedHub(folder, TAKES_LEVEL_ONE);
    hub.platform().answers(batch -> new BatchAnswer.Closed("HTTP 401"));
    hub.tell("V1", 1, Action.RECORD);
    await()
        .untilAsserted(
            () -> assertThat(hub.count("select count(*) from destination_pause")).isOne());

    hub.tell("V1", 2, Action.RECORD);

    assertThat(hub.states()).isEqualTo(Map.of("SUPERSEDED/null", 1L));
  }

  @Test
  void correctsWhatMayHaveArrivedThoughItsNeighboursWereAnswered() {
    assertThat(statesAfterALateCorrectionOf(true))
        .isEqualTo(Map.of("SUPERSEDED/retry", 1L, "AVAILABLE/null", 1L));
  }

  @Test
  void withholdsWhatSurelyDidNotArriveAndIsNoLongerSelected() {
    assertThat(statesAfterALateCorrectionOf(false)).isEqualTo(Map.of("SUPERSEDED/retry", 1L));
  }

  private Map<String, Long> statesAfterALateCorrectionOf(boolean mayHold) {
    hub = new PlayedHub(folder, TAKES_LEVEL_ONE);
    long later = System.currentTimeMillis() + IN_AN_HOUR;
    DeliveryOutcome again = new DeliveryOutcome.RetryLater("not acknowledged", later, mayHold);
    hub.platform().answers(batch -> new BatchAnswer.Received("R", List.of(again)));
    hub.tell("V1", 1, Action.RECORD);
    await().untilAsserted(() -> assertThat(hub.states()).containsEntry("RETRYABLE/retry", 1L));
    hub.platform().holds();

    hub.tell("V1", 2, Action.RECORD);

    Map<String, Long> states = hub.states();
    hub.platform().answers(PlayedPlatform::accepted);
    return states;
  }

  /** A destination that has version 1 of a visit, and answers as it is told from there on. */
  private PlayedPlatform delivered(String setting) throws InterruptedException {
    hub = new PlayedHub(folder, setting);
    hub.tell("V1", 1, Action.RECORD);
    hub.platform().awaitCall();
    await().untilAsserted(() -> assertThat(hub.states()).containsEntry("DELIVERED/accepted", 1L));
    return hub.platform();
  }

  private static void away(PlayedPlatform platform, boolean ambiguous) {
    long later = System.currentTimeMillis() + IN_AN_HOUR;
    platform.answers(batch -> new BatchAnswer.Away("no answer", later, ambiguous));
  }
}
