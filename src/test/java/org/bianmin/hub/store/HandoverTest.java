package org.bianmin.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.bianmin.hub.LongForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HandoverTest {

  /** The rows that wait, as their table has them. */
  private final ConcurrentSkipListSet<Long> table = new ConcurrentSkipListSet<>();

  private volatile Runnable afterPage = () -> {};

  private Handover<Long> handover(int capacity) {
    return new Handover<>(this::page, Long::longValue, row -> 10, capacity, 1_000_000);
  }

  private List<Long> page(long from, long to, int limit) {
    List<Long> rows = table.tailSet(from).stream().takeWhile(r -> r <= to).limit(limit).toList();
    afterPage.run();
    return rows;
  }

  private void commitAndOffer(Handover<Long> handover, long from, long to) {
    List<Long> rows = LongStream.rangeClosed(from, to).boxed().toList();
    table.addAll(rows);
    handover.offer(rows);
  }

  private List<Long> takeAll(Handover<Long> handover, int limit) throws InterruptedException {
    List<Long> all = new ArrayList<>();
    List<Long> rows = handover.take(limit, 0);
    while (!rows.isEmpty()) {
      all.addAll(rows);
      rows.forEach(table::remove);
      rows = handover.take(limit, 0);
    }
    return all;
  }

  private static List<Long> range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  @Test
  void readsFromTheTableAfterAStart() throws Exception {
    table.addAll(range(1, 25));
    assertThat(takeAll(handover(10), 10)).isEqualTo(range(1, 25));
  }

  @Test
  void handsOnInMemoryOnceTheTableIsReadToItsEnd() throws Exception {
    Handover<Long> handover = handover(100);
    takeAll(handover, 10);
    commitAndOffer(handover, 1, 30);
    assertThat(handover.size()).isEqualTo(30);
    assertThat(takeAll(handover, 7)).isEqualTo(range(1, 30));
  }

  @Test
  void leavesInTheTableWhatMemoryDoesNotHoldAndKeepsTheOrder() throws Exception {
    Handover<Long> handover = handover(10);
    takeAll(handover, 10);
    commitAndOffer(handover, 1, 500);
    assertThat(handover.size()).isEqualTo(10);
    assertThat(takeAll(handover, 16)).isEqualTo(range(1, 500));
    commitAndOffer(handover, 501, 505);
    assertThat(handover.size()).isEqualTo(5);
  }

  @Test
  void handsOnOnceWhatIsCommittedWhileItCatchesUp() throws Exception {
    Handover<Long> handover = handover(4);
    takeAll(handover, 10);
    commitAndOffer(handover, 1, 20);
    long[] next = {21};
    afterPage =
        () -> {
          if (next[0] < 200) {
            commitAndOffer(handover, next[0], next[0] + 6);
            next[0] += 7;
          }
        };
    List<Long> all = takeAll(handover, 5);
    Collections.sort(all);
    assertThat(all).isEqualTo(range(1, next[0] - 1));
  }

  @Test
  void skipsTheOfferOfARowThatWasReadFromTheTableBefore() throws Exception {
    Handover<Long> handover = handover(100);
    table.addAll(range(1, 3));
    assertThat(takeAll(handover, 10)).isEqualTo(range(1, 3));
    handover.offer(range(1, 3));
    commitAndOffer(handover, 4, 4);
    assertThat(takeAll(handover, 10)).containsExactly(4L);
  }

  @Test
  void handsOnAReplayedRowAgain() throws Exception {
    Handover<Long> handover = handover(100);
    takeAll(handover, 10);
    commitAndOffer(handover, 1, 9);
    takeAll(handover, 10);
    table.add(5L);
    handover.waiting(5);
    assertThat(takeAll(handover, 10)).containsExactly(5L);
    table.addAll(List.of(2L, 7L));
    handover.waiting(2, 7);
    assertThat(takeAll(handover, 10)).containsExactly(2L, 7L);
  }

  @Test
  void doesNotLoseARowReplayedBehindThePageThatIsBeingRead() throws Exception {
    Handover<Long> handover = handover(1);
    table.addAll(List.of(1L, 2L, 4L, 5L));
    AtomicBoolean once = new AtomicBoolean(true);
    afterPage =
        () -> {
          if (once.getAndSet(false)) {
            table.add(3L);
            handover.waiting(3);
          }
        };
    assertThat(takeAll(handover, 4)).contains(1L, 2L, 3L, 4L, 5L);
    assertThat(table).isEmpty();
  }

  @Test
  void keepsTheTableToReadWhenAPageFails() throws Exception {
    Handover<Long> handover = handover(10);
    table.add(1L);
    afterPage =
        () -> {
          throw new IllegalStateException("away");
        };
    try {
      handover.take(10, 0);
    } catch (IllegalStateException e) {
      afterPage = () -> {};
    }
    assertThat(takeAll(handover, 10)).containsExactly(1L);
  }

  @Test
  @Timeout(10)
  void endsReadingTheWholeTableAgainAndGoesOnInMemory() throws Exception {
    Handover<Long> handover = handover(100);
    takeAll(handover, 10);
    commitAndOffer(handover, 1, 5);
    takeAll(handover, 10);
    // committed, but the answer of that commit was lost: nobody offered it
    table.add(6L);

    handover.waiting(0, Long.MAX_VALUE);

    assertThat(takeAll(handover, 10)).containsExactly(6L);
    commitAndOffer(handover, 7, 9);
    assertThat(takeAll(handover, 10)).isEqualTo(range(7, 9));
  }

  @Test
  void handsOnNothingAfterItIsClosedAndWakesWhoWaits() throws Exception {
    Handover<Long> handover = handover(10);
    takeAll(handover, 10);
    AtomicReference<List<Long>> taken = new AtomicReference<>();
    Thread consumer =
        new Thread(
            () -> {
              try {
                taken.set(handover.take(10, 600_000));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    consumer.start();
    Awaitility.await().until(() -> consumer.getState() == Thread.State.TIMED_WAITING);
    handover.close();
    consumer.join(10_000);
    assertThat(taken.get()).isEmpty();
    handover.offer(List.of(1L));
    assertThat(handover.take(10, 0)).isEmpty();
  }

  private static LongStream seeds() {
    return LongForm.seeds(3, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesNothingAndHandsOnNothingTwiceAmongManyConsumers(long seed) throws Exception {
    HandoverStress stress = new HandoverStress(new Random(seed), 0);
    assertThat(stress.run()).as("seed %d", seed).isEqualTo(stress.expected());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void losesNothingWhileRowsAreReplayed(long seed) throws Exception {
    HandoverStress stress = new HandoverStress(new Random(seed), 300);
    assertThat(stress.run()).as("seed %d", seed).containsAll(stress.expected());
    assertThat(stress.left()).as("seed %d", seed).isEmpty();
  }
}
