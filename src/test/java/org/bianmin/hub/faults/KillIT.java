package org.bianmin.hub.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.bianmin.hub.LongForm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rounds of {@code kill -9} under load from 64 connections, at every moment at least once. */
class KillIT {

  private static final Logger LOG = LoggerFactory.getLogger(KillIT.class);
  private static final int ROUNDS = LongForm.tries(Moment.values().length, 20);
  private static final int PATIENTS_PER_ROUND = 30;
  private static final int HIS = 48;
  private static final int LIS = 16;
  private static final int BACKLOG = 1_000;

  /** When the hub of a round is killed. */
  private enum Moment {
    WHILE_IT_STARTS,
    AFTER_THE_FIRST_ANSWERS,
    AMID_LOAD,
    BEFORE_ANYTHING_IS_NORMALIZED,
    AMID_A_BACKLOG_TO_NORMALIZE,
    AMID_A_BACKLOG_TO_DELIVER
  }

  @TempDir private Path folder;
  private final SplittableRandom random = new SplittableRandom(64);
  private final HospitalLoad load = new HospitalLoad(PATIENTS_PER_ROUND * ROUNDS);
  private PlatformSide platform;
  private LoadSenders his;
  private LoadSenders lis;
  private Books books;
  private List<String> settings;
  private HubProcess hub;

  @BeforeEach
  void prepare() throws IOException {
    platform = new PlatformSide(folder, HospitalLoad.FACILITY);
    Path data = folder.resolve("data");
    books = Books.ofSqlite(data);
    int hisPort = HubProcess.freePort();
    int lisPort = HubProcess.freePort();
    settings = new ArrayList<>(platform.settings());
    settings.add("--hub.facility=" + HospitalLoad.FACILITY);
    settings.add("--hub.data=" + data);
    settings.add("--hub.mappings=" + Path.of("mappings").toAbsolutePath());
    settings.addAll(HubProcess.mllp("his", hisPort, "UTF-8"));
    settings.addAll(HubProcess.mllp("lis", lisPort, "GB18030"));
    his = new LoadSenders(hisPort, HIS, load.his());
    lis = new LoadSenders(lisPort, LIS, load.lis());
  }

  @AfterEach
  void end() throws InterruptedException {
    if (hub != null) {
      hub.close();
    }
    his.close();
    lis.close();
    platform.close();
  }

  @Test
  void losesNothingAndTellsNothingTwiceHoweverOftenItIsKilled() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Moment moment = Moment.values()[round % Moment.values().length];
      long begun = System.nanoTime();
      boolean normalizes = moment != Moment.BEFORE_ANYTHING_IS_NORMALIZED;
      launch(normalizes ? List.of() : List.of("--hub.normalize.threads=0"));
      reach(moment);
      int acknowledged = acknowledged();
      hub.kill();
      LOG.info(
          "round {}: killed {} after {} ms, {} acknowledged so far",
          round + 1,
          moment,
          (System.nanoTime() - begun) / 1_000_000,
          acknowledged);
    }
    settle();
    verify();
  }

  private void launch(List<String> more) throws IOException {
    List<String> all = new ArrayList<>(settings);
    all.addAll(more);
    hub = HubProcess.launch(folder.resolve("hub.log"), "512m", HubProcess.freePort(), all);
  }

  /** Lets senders and platform behave so that the moment comes, and waits for it. */
  private void reach(Moment moment) throws Exception {
    int before = acknowledged();
    switch (moment) {
      case WHILE_IT_STARTS -> {
        allow(1_000, 200);
        assertThat(hub.ends(Duration.ofMillis(random.nextInt(500, 6_000)))).isFalse();
      }
      case AFTER_THE_FIRST_ANSWERS -> {
        allow(1_500, 300);
        int few = random.nextInt(1, 100);
        reached(() -> acknowledged() >= before + few);
      }
      case AMID_LOAD -> {
        allow(4_000, 800);
        int some = random.nextInt(500, 4_000);
        reached(() -> acknowledged() >= before + some);
      }
      case BEFORE_ANYTHING_IS_NORMALIZED -> {
        allow(2_000, 400);
        reached(() -> acknowledged() >= before + BACKLOG);
      }
      case AMID_A_BACKLOG_TO_NORMALIZE -> {
        // the round before has left it
        long backlog = books.waitingMessages();
        assertThat(backlog).isGreaterThanOrEqualTo(BACKLOG);
        reached(() -> books.waitingMessages() < backlog);
      }
      case AMID_A_BACKLOG_TO_DELIVER -> {
        // answers come late, and some of them never
        platform.faults("{\"latencyMs\": 2000, \"resetAfterProcessing\": {\"share\": 0.3}}");
        allow(4_000, 800);
        reached(() -> acknowledged() > before && books.waitingDeliveries() >= BACKLOG);
        platform.clearFaults();
      }
    }
    assertThat(hub.alive()).isTrue();
  }

  private void reached(Callable<Boolean> condition) {
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                assertThat(hub.alive()).as("the hub ended:\n%s", hub.lastLines()).isTrue();
                return condition.call();
              });
    } catch (ConditionTimeoutException e) {
      // what it logged last, and where its threads stand
      throw new AssertionError(
          "stands still at %d acknowledged:%n%s".formatted(acknowledged(), hub.threads()), e);
    }
  }

  private void allow(int ofHis, int ofLis) {
    his.allow(ofHis);
    lis.allow(ofLis);
  }

  private int acknowledged() {
    return his.acknowledgedCount() + lis.acknowledgedCount();
  }

  /** The last start: everything is sent to the end, normalized and delivered. */
  private void settle() throws Exception {
    launch(List.of());
    // every fifth message is of the day
    allow(5 * load.leftOfHisDay(), 5 * load.leftOfLisDay());
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> load.leftOfHisDay() + load.leftOfLisDay() == 0 && his.idle() && lis.idle());
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> books.waitingMessages() == 0 && books.waitingDeliveries() == 0);
  }

  private void verify() throws IOException, SQLException {
    Map<String, Long> journal = books.messages();
    Set<String> sent = new HashSet<>(his.acknowledgedIds());
    sent.addAll(lis.acknowledgedIds());
    LOG.info(
        "acknowledged {}, tried again {}, rows {}, duplicates {}, deliveries {}; platform {}",
        sent.size(),
        his.triedAgain() + lis.triedAgain(),
        books.counts("select state, count(*) from message group by state"),
        books.count("select sum(duplicates) from message"),
        books.counts("select state, count(*) from delivery group by state"),
        platform.counts());
    assertThat(his.refused()).isEmpty();
    assertThat(lis.refused()).isEmpty();
    assertThat(journal.keySet()).as("control ids in the journal").isEqualTo(sent);
    assertThat(journal.values()).as("rows per control id").allMatch(rows -> rows == 1);
    assertThat(books.count("select count(*) from message where state = 'PARKED'"))
        .as("parked")
        .isEqualTo(load.parked());

    Map<String, Books.Held> held = platform.facts();
    assertThat(held).as("facts of the platform").isEqualTo(books.facts());
    assertThat(platform.byType("active")).as("facts in force").isEqualTo(load.active());
    assertThat(platform.byType("void")).as("void facts").isEqualTo(load.voided());
    assertThat(platform.violations().get("count").asLong()).as("violations").isZero();
    assertThat(books.count("select count(*) from delivery where state = 'DISCARDED'")).isZero();
    books.balance();
  }
}
