package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.journal.TestJournal.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class InboundMessagesTest {

  @EachEngine
  void givesBackTheBytesAsTheyCame(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store);
    Random random = new Random(7);
    Map<CompletableFuture<Receipt>, byte[]> sent = new HashMap<>();
    int[] sizes = {0, 1, 300, 0, 700_000, 500_000, 400_000, 20 << 20, 5, 1 << 20};
    for (int i = 0; i < sizes.length; i++) {
      byte[] raw = new byte[sizes[i]];
      random.nextBytes(raw);
      sent.put(journal.messages.receive(message("C" + i, raw, null, null)), raw);
    }
    journal.start();
    for (var entry : sent.entrySet()) {
      assertThat(journal.raw(TestJournal.id(entry.getKey()))).isEqualTo(entry.getValue());
    }
    assertThat(store.count("select max(size) from message_block")).isEqualTo(20 << 20);
    assertThat(store.count("select count(*) from message_block where size > 1048576")).isOne();
  }

  @EachEngine
  void handsOnWhatWaitsFromMemoryAndFromTheTableAfterARestart(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    journal.takeAll();
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      ids.add(journal.receive(message("C" + i, "content " + i)).messageId());
    }
    assertThat(journal.takeAll()).extracting(JournalRow::id).isEqualTo(ids);
    journal.move(ids.get(3), MessageState.NORMALIZED);
    store.reopen();
    List<JournalRow> rows = new TestJournal(store).start().takeAll();
    ids.remove(3);
    assertThat(rows).extracting(JournalRow::id).isEqualTo(ids);
    assertThat(rows.get(50).message().raw()).asString().isEqualTo("content 51");
    assertThat(rows.get(50).message().controlId()).isEqualTo("C51");
  }

  @EachEngine
  void keepsAMessageThatArrivesParkedAndDoesNotHandItOn(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    journal.takeAll();
    Parked parked = new Parked("decode", "bytes do not fit GB18030", "byte 1042");
    long id = journal.receive(message("C1", new byte[] {(byte) 0xFF}, parked, null)).messageId();
    MessageRow row = journal.row(id);
    assertThat(row.state()).isEqualTo(MessageState.PARKED);
    assertThat(row.stage()).isEqualTo("decode");
    assertThat(row.reason()).isEqualTo("bytes do not fit GB18030");
    assertThat(row.location()).isEqualTo("byte 1042");
    assertThat(journal.raw(id)).containsExactly(0xFF);
    assertThat(journal.takeAll()).isEmpty();
    assertThat(store.totals("journal")).containsEntry("parked", 1L).containsEntry("received", 1L);
  }

  @EachEngine
  void readsLargeWaitingMessagesInPagesThatFitIntoMemory(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    byte[] raw = new byte[20 << 20];
    for (int i = 0; i < 4; i++) {
      journal.receive(message("C" + i, raw, null, null));
    }
    store.reopen();
    TestJournal reopened = new TestJournal(store).start();
    assertThat(reopened.messages.waiting().take(50, 0)).hasSize(1);
    assertThat(reopened.takeAll()).hasSize(3);
  }

  @EachEngine
  void refusesWhatComesAfterTheStop(TestStore store) {
    TestJournal journal = new TestJournal(store).start();
    store.commits().close();
    assertThat(journal.messages.receive(message("C1", "late")))
        .failsWithin(java.time.Duration.ofSeconds(5))
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withCauseInstanceOf(org.bianmin.hub.store.StoreUnavailable.class);
  }

  @EachEngine
  void stripsWhatTheIndexCannotHoldFromControlIds(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    long id = journal.receive(message("A\u0000B" + "x".repeat(300), "content")).messageId();
    assertThat(journal.row(id).controlId()).isEqualTo("AB" + "x".repeat(196));
  }
}
