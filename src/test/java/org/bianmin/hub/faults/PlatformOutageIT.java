package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bianmin.hub.delivery.DeliveryCommands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** The platform fails in every way it can; each fact arrives, and counts once. */
class PlatformOutageIT {

  private static final Logger LOG = LoggerFactory.getLogger(PlatformOutageIT.class);
  private static final Duration SOON = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private HubUnderTest hub;
  private ConfigurableApplicationContext here;

  @BeforeEach
  void prepare() throws IOException {
    Path data = folder.resolve("data");
    hub = new HubUnderTest(folder, data, Books.ofSqlite(data), 16, List.of());
  }

  @AfterEach
  void end() throws InterruptedException {
    if (here != null) {
      here.close();
    }
    hub.close();
  }

  private static void soon(Callable<Boolean> condition) {
    await().atMost(SOON).until(condition);
  }

  @Test
  void deliversEachFactOnceThroughEveryKindOfFailure() throws Exception {
    here = hub.startHere();
    hub.platform.faults("{\"refuseConnections\": true}");
    hub.send(1_000);
    soon(() -> hub.books().count("select count(*) from delivery where state = 'RETRYABLE'") > 0);
    assertThat(hub.platform.facts()).isEmpty();
    hub.platform.clearFaults();
    hub.settle();

    hub.platform.faults("{\"resetAfterProcessing\": {\"share\": 0.5}}");
    hub.send(2_000);
    soon(() -> hub.platform.calls("lost") >= 3);
    hub.settle();

    hub.platform.faults("{\"unavailable\": {\"share\": 0.4, \"status\": 500}}");
    hub.send(1_000);
    soon(() -> hub.platform.calls("500") >= 2);
    hub.settle();
    hub.platform.faults(
        "{\"unavailable\": {\"share\": 0.4, \"status\": 503},"
            + " \"resetAfterProcessing\": {\"share\": 0.3}}");
    hub.send(1_000);
    soon(() -> hub.platform.calls("503") >= 2);
    hub.settle();

    hub.platform.clearFaults();
    hub.send(500);
    hub.settle();
    LOG.info("platform {}", hub.platform.counts());
    // what was sent again after a lost answer was held already
    assertThat(hub.platform.counts().path("receipts").path("duplicate").asLong()).isPositive();
    assertThat(hub.platform.counts().path("receipts").has("rejected")).isFalse();
    hub.verify();
  }

  @Test
  void waitsAsLongAsRetryAfterSays() throws Exception {
    here = hub.startHere();
    hub.platform.faults("{\"tooManyRequests\": {\"next\": 1, \"retryAfterSeconds\": 4}}");
    hub.send(100);
    hub.settle();
    // both calls in flight may have been on their way; none begins before the time is over
    long refused =
        hub.books().count("select min(answered_at) from delivery_batch where outcome = 'away'");
    long again =
        hub.books()
            .count(
                "select min(sent_at) from delivery_batch where outcome = 'received' and sent_at > "
                    + refused);
    assertThat(hub.platform.calls("429")).isEqualTo(1);
    assertThat(again - refused).isGreaterThanOrEqualTo(3_900);
    hub.verify();
  }

  @Test
  void spendsNoAttemptWhileCredentialsHaveExpiredAndGoesOnWhenResumed() throws Exception {
    here = hub.startHere();
    hub.platform.faults("{\"expireCredentials\": true}");
    hub.send(1_000);
    soon(() -> hub.books().count("select count(*) from destination_pause") == 1);
    soon(() -> hub.books().waitingMessages() == 0);
    long calls = hub.platform.calls("401");
    assertThat(hub.books().count("select max(attempt) from delivery")).isZero();
    assertThat(hub.books().counts("select state, count(*) from delivery group by state"))
        .isEqualTo(Map.of("AVAILABLE", 1_000L));
    assertThat(hub.books().count("select count(*) from delivery_attempt")).isZero();

    // a restart does not end the pause, valid credentials do not either: a person does
    hub.platform.clearFaults();
    here.close();
    here = hub.startHere();
    hub.send(200);
    soon(() -> hub.books().waitingMessages() == 0);
    assertThat(hub.books().waitingDeliveries()).isEqualTo(1_200);
    assertThat(hub.platform.calls("401")).isEqualTo(calls).isBetween(1L, 2L);
    assertThat(hub.platform.facts()).isEmpty();

    here.getBean(DeliveryCommands.class).resume("platform");
    hub.settle();
    assertThat(hub.books().count("select count(*) from destination_pause")).isZero();
    hub.verify();
  }

  @Test
  void discardsWhatThePlatformRejectsWithItsReason() throws Exception {
    here = hub.startHere();
    hub.platform.faults("{\"rejectItems\": {\"share\": 0.2, \"code\": \"RULE_17\"}}");
    hub.send(1_000);
    hub.settle();
    long discarded = hub.books().count("select count(*) from delivery where state = 'DISCARDED'");
    LOG.info("{} of 1000 discarded", discarded);
    assertThat(discarded).isBetween(100L, 300L);
    assertThat(
            hub.books()
                .counts(
                    "select outcome, count(*) from delivery where state = 'DISCARDED' and"
                        + " coalesce(reason, '') <> '' group by outcome"))
        .isEqualTo(Map.of("RULE_17", discarded));
    assertThat(hub.platform.facts()).hasSize((int) (1_000 - discarded));
    assertThat(hub.platform.violations().get("count").asLong()).isZero();
    hub.verifyJournal();
  }

  @Test
  void keepsABacklogOnDiskAndCatchesUp() throws Exception {
    int messages = 20_000;
    // a backlog kept in memory would not fit beside the hub itself
    hub.start("160m");
    hub.platform.faults("{\"refuseConnections\": true}");
    hub.send(messages);
    soon(() -> hub.books().waitingMessages() == 0);
    assertThat(hub.books().waitingDeliveries()).isEqualTo(messages);
    assertThat(hub.process().alive()).isTrue();
    long back = System.nanoTime();
    hub.platform.clearFaults();
    hub.settle();
    LOG.info("caught up with {} in {} ms", messages, (System.nanoTime() - back) / 1_000_000);
    assertThat(hub.platform.counts().path("receipts").path("accepted").asLong())
        .isEqualTo(messages);
    assertThat(hub.platform.counts().path("receipts")).hasSize(1);
    hub.verify();
  }
}
