package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.journal.TestJournal.message;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.bianmin.hub.journal.MessageQueries.Selection;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class ReplaysTest {

  private static final Selection PARKED =
      new Selection(null, MessageState.PARKED, null, null, null);

  private static final List<MessageState> MOVED =
      List.of(MessageState.NORMALIZED, MessageState.IGNORED, MessageState.PARKED);

  private static List<Long> received(TestJournal journal, int n) throws Exception {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      ids.add(journal.receive(message("C" + i, "content " + i)).messageId());
    }
    journal.takeAll();
    return ids;
  }

  @EachEngine
  void handsAParkedMessageOnAgainWithItsNextReading(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    long id = received(journal, 3).get(1);
    journal.move(id, MessageState.PARKED);
    assertThat(journal.replays.replay(id)).isTrue();
    MessageRow row = journal.row(id);
    assertThat(row.state()).isEqualTo(MessageState.RECEIVED);
    assertThat(row.reason()).isNull();
    List<JournalRow> again = journal.takeAll();
    assertThat(again).extracting(JournalRow::id).containsExactly(id);
    assertThat(again.get(0).reading()).isEqualTo(1);
    assertThat(again.get(0).message().raw()).asString().isEqualTo("content 1");
  }

  @EachEngine
  void leavesAWaitingAndAnUnknownMessageAlone(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    long id = received(journal, 1).get(0);
    assertThat(journal.replays.replay(id)).isFalse();
    assertThat(journal.replays.replay(id + 100)).isFalse();
    assertThat(journal.row(id).replays()).isZero();
  }

  @EachEngine
  void replaysASelectionOfManyPages(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store);
    List<java.util.concurrent.CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (int i = 0; i < 1300; i++) {
      Parked parked = i % 13 == 0 ? null : new Parked("map", "no code", null);
      receipts.add(journal.messages.receive(message("C" + i, new byte[] {1}, parked, null)));
    }
    journal.start();
    TestJournal.id(receipts.get(1299));
    assertThat(journal.takeAll()).hasSize(100);
    assertThat(journal.replays.replay(PARKED)).isEqualTo(new Replays.Again(1200, 0));
    assertThat(journal.queries.countByState())
        .containsExactly(Map.entry(MessageState.RECEIVED, 1300L));
    assertThat(journal.takeAll().stream().filter(r -> r.reading() == 1)).hasSize(1200);
    assertThat(journal.replays.replay(PARKED)).isEqualTo(Replays.Again.NONE);
  }

  @EachEngine
  void countsReplayedMessagesThatStillWaitOrAreParkedAgain(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    List<Long> ids = received(journal, 9);
    ids.subList(0, 6).forEach(id -> journal.move(id, MessageState.PARKED));
    ids.subList(0, 4).forEach(journal.replays::replay);
    journal.move(ids.get(0), MessageState.PARKED);
    journal.move(ids.get(1), MessageState.NORMALIZED);

    assertThat(journal.queries.replayed(Selection.ALL, MessageState.RECEIVED)).isEqualTo(2);
    assertThat(journal.queries.replayed(Selection.ALL, MessageState.PARKED)).isOne();
    Selection theirs = new Selection("his", null, "C2", 1_760_000_000_000L, 1_760_000_000_001L);
    assertThat(journal.queries.replayed(theirs, MessageState.RECEIVED)).isOne();
    Selection later = new Selection(null, null, null, 1_760_000_000_001L, null);
    assertThat(journal.queries.replayed(later, MessageState.RECEIVED)).isZero();
  }

  @EachEngine
  void pagesByKeysetWithoutGapsAndRepeats(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    List<Long> ids = received(journal, 57);
    for (int i = 0; i < 57; i += 3) {
      journal.move(ids.get(i), MessageState.PARKED);
    }
    List<Long> seen = new ArrayList<>();
    List<MessageRow> page = journal.queries.page(PARKED, null, 5);
    while (!page.isEmpty()) {
      page.forEach(row -> seen.add(0, row.id()));
      page = journal.queries.page(PARKED, page.get(page.size() - 1).id(), 5);
    }
    assertThat(seen).hasSize(19).isSorted().doesNotHaveDuplicates();
    assertThat(
            journal.queries.page(
                new Selection("his", MessageState.PARKED, "C3", 0L, Long.MAX_VALUE), null, 5))
        .extracting(MessageRow::id)
        .containsExactly(ids.get(3));
    assertThat(journal.queries.page(new Selection("lis", null, null, null, null), null, 5))
        .isEmpty();
  }

  @EachEngine
  void keepsTheTalliesEqualToTheRows(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    Random random = new Random(11);
    List<Long> ids = received(journal, 30);
    for (int i = 0; i < 150; i++) {
      long id = ids.get(random.nextInt(ids.size()));
      if (random.nextInt(3) == 0) {
        journal.replays.replay(id);
      } else {
        journal.move(id, MOVED.get(random.nextInt(3)));
      }
    }
    Map<MessageState, Long> rows = new EnumMap<>(MessageState.class);
    rows.putAll(journal.queries.countByState());
    Map<String, Long> totals = store.totals("journal");
    long moved = 0;
    for (MessageState state : MOVED) {
      long tally = totals.getOrDefault(state.name().toLowerCase(Locale.ROOT), 0L);
      assertThat(tally).as(state.name()).isEqualTo(rows.getOrDefault(state, 0L));
      moved += tally;
    }
    long waiting = journal.queries.waiting();
    assertThat(waiting).isEqualTo(rows.getOrDefault(MessageState.RECEIVED, 0L));
    assertThat(totals.get("received")).isEqualTo(moved + waiting).isEqualTo(30);
    assertThat(store.count("select sum(n) from tally where minute > 0 and what = 'received'"))
        .isEqualTo(30);
    assertThat(store.count("select count(*) from message where replays > 0")).isPositive();
  }

  @EachEngine
  void tellsWhenTheOldestWaitingMessageCame(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    assertThat(journal.queries.oldestWaiting()).isNull();
    long id = received(journal, 1).get(0);
    assertThat(journal.queries.oldestWaiting()).isEqualTo(1_760_000_000_000L);
    journal.move(id, MessageState.IGNORED);
    assertThat(journal.queries.oldestWaiting()).isNull();
  }
}
