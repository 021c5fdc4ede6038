package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.bianmin.hub.journal.RetainedJournal.DAY;
import static org.bianmin.hub.journal.RetainedJournal.GRACE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bianmin.hub.journal.MessageQueries.Selection;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.PostgresServer;
import org.bianmin.hub.store.TestStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawPrunerTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @EachEngine
  void prunesWhatIsOlderThanTheRetentionAndNothingElse(TestStore store) throws Exception {
    RetainedJournal kept = new RetainedJournal(store);
    assertThat(kept.pruner.work()).isZero();
    List<Long> old = kept.normalized(5);
    kept.pass(29 * DAY);
    assertThat(kept.pruner.work()).isZero();
    List<Long> young = kept.normalized(3);
    kept.pass(DAY);
    assertThat(kept.pruner.work()).as("not a moment too early").isZero();
    assertThat(old).allMatch(kept::whole);

    // PostgreSQL waits for the end of the day
    kept.pass(DAY + GRACE);
    assertThat(kept.pruner.work()).isEqualTo(5);

    assertThat(old).noneMatch(kept::kept);
    assertThat(young).allMatch(kept::whole);
    assertThat(kept.blocks()).isEqualTo(3);
    assertThat(kept.pruned()).isEqualTo(5);
    assertThat(kept.journal.bytes.oldestSeconds()).isEqualTo((2 * DAY + GRACE) / 1000.0);
    assertThat(old).as("all else stays").allMatch(id -> kept.journal.row(id).length() > 0);
    assertThat(kept.pruner.work()).isZero();
  }

  @EachEngine
  void keepsWhatWaitsOrIsParkedUntilItIsDecided(TestStore store) throws Exception {
    RetainedJournal kept = new RetainedJournal(store);
    kept.pruner.work();
    List<Long> done = kept.normalized(3);
    long waits = kept.receive(1).get(0);
    long parked = kept.receive(1).get(0);
    kept.journal.move(parked, MessageState.PARKED);
    List<Long> more = kept.normalized(3);
    kept.pass(200 * DAY);

    assertThat(kept.pruner.work()).isEqualTo(6);
    assertThat(done).noneMatch(kept::kept);
    assertThat(more).noneMatch(kept::kept);
    assertThat(kept.pruner.work()).isZero();
    assertThat(List.of(waits, parked)).allMatch(kept::whole);
    assertThat(kept.journal.bytes.oldestSeconds()).isEqualTo(200.0 * DAY / 1000);

    // parked ones are read again at any age, and are needed until they are read
    assertThat(kept.journal.replays.replay(parked)).isTrue();
    assertThat(kept.pruner.work()).isZero();
    assertThat(kept.whole(parked)).isTrue();
    kept.journal.move(parked, MessageState.NORMALIZED);
    kept.journal.move(waits, MessageState.IGNORED);
    assertThat(kept.pruner.work()).isEqualTo(2);
    assertThat(kept.blocks()).isZero();
    assertThat(kept.pruned()).isEqualTo(8);
  }

  @EachEngine
  void whatIsOverIsReplayedNoMoreAndSaysWhy(TestStore store) throws Exception {
    RetainedJournal kept = new RetainedJournal(store);
    List<Long> old = kept.normalized(2);
    kept.pass(30 * DAY);
    List<Long> young = kept.normalized(2);
    assertThat(kept.journal.replays.replay(old.get(0))).as("on its last moment").isTrue();
    kept.journal.move(old.get(0), MessageState.NORMALIZED);

    // its bytes are there for an hour more, in which what was let through is committed
    kept.pass(1);
    assertThat(kept.whole(old.get(0))).isTrue();
    assertThatThrownBy(() -> kept.journal.replays.replay(old.get(0)))
        .isInstanceOf(RawBytesPruned.class)
        .hasMessageContaining("hub.retention.messages (30d)");
    assertThat(kept.journal.replays.replay(Selection.ALL)).isEqualTo(new Replays.Again(2, 2));
    assertThat(young).allMatch(id -> kept.journal.row(id).state() == MessageState.RECEIVED);
    assertThat(kept.journal.replays.replay(old)).isEqualTo(new Replays.Again(0, 2));
  }

  @EachEngine
  void theDiskSpaceComesBack(TestStore store) throws Exception {
    RetainedJournal kept = new RetainedJournal(store);
    kept.pruner.work();
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      byte[] raw = new byte[1 << 20];
      random.nextBytes(raw);
      long id = kept.journal.receive(TestJournal.message("L" + i, raw, null, null)).messageId();
      kept.journal.move(id, MessageState.NORMALIZED);
    }
    kept.normalized(1);
    long full = store.bytes("message_block");
    assertThat(full).isGreaterThan(20L << 20);
    kept.pass(40 * DAY);
    long young = kept.normalized(1).get(0);

    assertThat(kept.pruner.work()).isEqualTo(21);

    assertThat(store.bytes("message_block")).isLessThan(3L << 20);
    assertThat(kept.whole(young)).isTrue();
  }

  @EachEngine
  void goesOnWhereItWasInterrupted(TestStore store) throws Exception {
    RetainedJournal kept = new RetainedJournal(store);
    // no day was made ahead: on both engines rows are deleted step by step
    List<Long> old = kept.normalized(250);
    kept.journal.move(kept.receive(1).get(0), MessageState.PARKED);
    kept.pass(40 * DAY);
    AtomicInteger asked = new AtomicInteger();
    RawPruner interrupted = kept.pruner(() -> asked.incrementAndGet() > (store.postgres() ? 3 : 1));

    long first = interrupted.work();

    assertThat(first).isBetween(1L, 249L);
    assertThat(kept.blocks()).isEqualTo(251 - first);
    assertThat(kept.pruner.work()).isEqualTo(250 - first);
    assertThat(old).noneMatch(kept::kept);
    assertThat(kept.blocks()).isEqualTo(1);
    assertThat(kept.pruned()).isEqualTo(250);
  }

  @EachEngine
  void daysAreMadeAheadAndDroppedWhole(TestStore store) throws Exception {
    if (!store.postgres()) {
      return;
    }
    RetainedJournal kept = new RetainedJournal(store);
    long before = kept.partitions();
    kept.pruner.work();
    assertThat(kept.partitions()).as("today and three to come").isEqualTo(before + 4);
    for (int day = 0; day < 40; day++) {
      kept.normalized(1);
      kept.pass(DAY);
      kept.pruner.work();
    }
    // the one of what there was before is over too
    assertThat(kept.partitions()).as("30 days, 4 to fill, kept and default").isEqualTo(36);
    assertThat(kept.blocks()).isEqualTo(30);
    assertThat(store.count("select count(*) from message_block_default")).isZero();
    assertThat(store.count("select count(*) from message_block_kept")).isZero();
  }

  @EachEngine
  void takesWhatComesWhileTheWorkerIsDeadAndPrunesItToo(TestStore store) throws Exception {
    RetainedJournal kept = new RetainedJournal(store);
    kept.pruner.work();
    kept.pass(10 * DAY);
    List<Long> old = kept.normalized(2);
    assertThat(old).allMatch(kept::whole);
    kept.pruner.work();
    if (store.postgres()) {
      assertThat(store.count("select count(*) from message_block_default")).isEqualTo(2);
    }
    kept.pass(DAY);
    List<Long> next = kept.normalized(2);
    kept.pass(29 * DAY);
    assertThat(kept.pruner.work()).isZero();

    kept.pass(GRACE + 2);
    assertThat(kept.pruner.work()).isEqualTo(2);
    assertThat(old).noneMatch(kept::kept);
    assertThat(next).allMatch(kept::whole);
    if (store.postgres()) {
      assertThat(store.count("select count(*) from message_block_default")).isZero();
    }
  }

  @EachEngine
  void losesNothingThatIsReceivedAndReadMeanwhile(TestStore store) throws Exception {
    RetainedJournal kept = new RetainedJournal(store);
    AtomicBoolean over = new AtomicBoolean();
    List<Long> ids = new ArrayList<>();
    CompletableFuture<Void> receiving =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                try {
                  List<Long> some = kept.receive(4);
                  synchronized (ids) {
                    ids.addAll(some);
                  }
                  // three of four are done; the fourth waits for ever
                  some.subList(0, 3).forEach(id -> kept.journal.move(id, MessageState.NORMALIZED));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                long unused =
                    kept.journal.queries.walk(null, 0, Long.MAX_VALUE).next(100).withoutBytes();
              }
            });
    long pruned = 0;
    for (int day = 0; day < 50; day++) {
      int before = kept.journal.queries.page(Selection.ALL, null, 500).size();
      await()
          .atMost(SOON)
          .until(
              () ->
                  receiving.isDone()
                      || kept.journal.queries.page(Selection.ALL, null, 500).size()
                          > Math.min(before, 499));
      pruned += kept.pruner.work();
      kept.pass(DAY);
    }
    over.set(true);
    receiving.join();
    reading.join();
    pruned += kept.pruner.work();

    assertThat(pruned).isPositive().isEqualTo(kept.pruned());
    assertThat(ids).hasSize((int) store.count("select count(*) from message"));
    assertThat(kept.blocks()).isEqualTo(ids.size() - pruned);
    for (int i = 3; i < ids.size(); i += 4) {
      assertThat(kept.whole(ids.get(i))).as("message %s waits", ids.get(i)).isTrue();
    }
    assertThat(ids.subList(ids.size() - 4, ids.size())).allMatch(kept::whole);
  }

  @Test
  void ofTwoHubsOnePrunes() throws Exception {
    String url = PostgresServer.newDatabase();
    TestStore first = TestStore.on(folder.resolve("a"), url);
    TestStore second = TestStore.on(folder.resolve("b"), url);
    try {
      RetainedJournal kept = new RetainedJournal(first);
      second.commits().start();
      Nodes a = first.node("a", Duration.ofSeconds(3));
      Nodes b = second.node("b", Duration.ofSeconds(3));
      RawPruning ofA = new RawPruning(a, first.upkeep(), first.queries(), kept.journal.bytes);
      RawPruning ofB = new RawPruning(b, second.upkeep(), second.queries(), kept.journal.bytes);
      kept.normalized(2);
      kept.pass(40 * DAY);
      assertThat(ofA.work()).as("asks first").isZero();
      await().atMost(SOON).until(() -> a.leads(RawPruning.WORK));
      assertThat(ofB.work()).isZero();
      await().atMost(SOON).until(() -> b.living() == 2);
      assertThat(ofB.work()).isZero();
      assertThat(kept.blocks()).isEqualTo(2);

      assertThat(ofA.work()).isEqualTo(2);
      kept.normalized(3);
      kept.pass(40 * DAY);
      a.close();

      await().atMost(SOON).until(() -> b.leads(RawPruning.WORK));
      assertThat(ofB.work()).isEqualTo(3);
    } finally {
      second.close();
      first.close();
    }
  }
}
