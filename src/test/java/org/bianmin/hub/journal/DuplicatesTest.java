package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.journal.TestJournal.id;
import static org.bianmin.hub.journal.TestJournal.message;

import java.nio.charset.StandardCharsets;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

class DuplicatesTest {

  @EachEngine
  void answersADuplicateAsBeforeStoresItOnceAndCountsIt(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    Receipt first = journal.receive(message("C1", "content"));
    Receipt second = journal.receive(message("C1", "content"));
    Receipt third = journal.receive(message("C1", "content"));
    assertThat(first.duplicate()).isFalse();
    assertThat(second).isEqualTo(new Receipt(first.messageId(), true)).isEqualTo(third);
    assertThat(store.count("select count(*) from message")).isOne();
    assertThat(journal.row(first.messageId()).duplicates()).isEqualTo(2);
    assertThat(store.totals("journal"))
        .containsEntry("duplicate", 2L)
        .containsEntry("received", 1L);
  }

  @EachEngine
  void countsDuplicatesInsideOneCommit(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store);
    var receipts =
        journal.submit(
            message("C1", "content"), message("C1", "content"), message("C1", "content"));
    journal.start();
    long first = id(receipts.get(0));
    assertThat(receipts.get(2).get()).isEqualTo(new Receipt(first, true));
    assertThat(journal.row(first).duplicates()).isEqualTo(2);
    assertThat(store.count("select count(*) from message")).isOne();
    assertThat(journal.takeAll()).hasSize(1);
  }

  @EachEngine
  void keepsAndFlagsAReusedControlId(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    Receipt first = journal.receive(message("C1", "content"));
    Receipt other = journal.receive(message("C1", "other content"));
    assertThat(other.duplicate()).isFalse();
    assertThat(journal.row(first.messageId()).reusedId()).isFalse();
    assertThat(journal.row(other.messageId()).reusedId()).isTrue();
  }

  @EachEngine
  void flagsAReusedControlIdInsideOneCommit(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store);
    var receipts = journal.submit(message("C1", "a"), message("C1", "b"), message("C2", "c"));
    journal.start();
    assertThat(journal.row(id(receipts.get(0))).reusedId()).isFalse();
    assertThat(journal.row(id(receipts.get(1))).reusedId()).isTrue();
    assertThat(journal.row(id(receipts.get(2))).reusedId()).isFalse();
  }

  @EachEngine
  void comparesContentAloneWhereThereIsNoControlId(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    Receipt first = journal.receive(message("", "a"));
    Receipt other = journal.receive(message("", "b"));
    assertThat(journal.receive(message("", "a"))).isEqualTo(new Receipt(first.messageId(), true));
    assertThat(other.duplicate()).isFalse();
    assertThat(journal.row(other.messageId()).reusedId()).isFalse();
  }

  @EachEngine
  void findsADuplicateAmongManyMessagesOfOneControlId(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    long[] ids = new long[45];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = journal.receive(message("C1", "content " + i)).messageId();
    }
    for (int i = 0; i < ids.length; i++) {
      assertThat(journal.receive(message("C1", "content " + i)))
          .isEqualTo(new Receipt(ids[i], true));
    }
    assertThat(store.count("select count(*) from message")).isEqualTo(45);
  }

  /** More than are read ahead for the two of them. */
  @EachEngine
  void findsDuplicatesOfOneCommitAmongManyMessagesOfOneControlId(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    long[] ids = new long[45];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = journal.receive(message("C1", "content " + i)).messageId();
    }
    long second = journal.receive(message("C2", "content")).messageId();
    store.reopen();
    TestJournal later = new TestJournal(store);
    var receipts =
        later.submit(
            message("C1", "content 40"), message("C2", "content"), message("C1", "content 45"));
    later.start();
    assertThat(receipts.get(0).get()).isEqualTo(new Receipt(ids[40], true));
    assertThat(receipts.get(1).get()).isEqualTo(new Receipt(second, true));
    assertThat(receipts.get(2).get().duplicate()).isFalse();
    assertThat(later.row(id(receipts.get(2))).reusedId()).isTrue();
  }

  /** A provider seals and signs each repetition of a notification anew. */
  @EachEngine
  void comparesWhatIsToldWhereTheReceiverSaysWhatThatIs(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    Receipt first = journal.receive(told("sealed once", "paid 1"));
    assertThat(journal.receive(told("sealed anew", "paid 1")))
        .isEqualTo(new Receipt(first.messageId(), true));
    assertThat(journal.receive(told("sealed once", "paid 2")).duplicate()).isFalse();
    assertThat(store.count("select count(*) from message")).isEqualTo(2);
  }

  private static NewMessage told(String raw, String identity) {
    return new NewMessage(
        "wallet",
        "H001",
        MessageFormat.JSON,
        "EV-1",
        "PAID",
        null,
        1L,
        raw.getBytes(StandardCharsets.UTF_8),
        null,
        null,
        identity.getBytes(StandardCharsets.UTF_8));
  }

  @EachEngine
  void keepsSourcesApart(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    NewMessage his = message("C1", "content");
    NewMessage lis =
        new NewMessage(
            "lis", "H001", MessageFormat.HL7V2, "C1", "ADT^A01", null, 1L, his.raw(), null, null);
    journal.receive(his);
    Receipt other = journal.receive(lis);
    assertThat(other.duplicate()).isFalse();
    assertThat(journal.row(other.messageId()).reusedId()).isFalse();
  }

  @EachEngine
  void exemptsAnOperatorsResendAndAnswersLaterCopiesWithTheFirst(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    long first = journal.receive(message("C1", "content")).messageId();
    byte[] raw = "content".getBytes(StandardCharsets.UTF_8);
    Receipt resent = journal.receive(message("C1", raw, null, first));
    assertThat(resent.duplicate()).isFalse();
    assertThat(resent.messageId()).isNotEqualTo(first);
    assertThat(journal.row(resent.messageId()).replayOf()).isEqualTo(first);
    journal.takeAll();
    journal.move(first, MessageState.NORMALIZED);
    assertThat(journal.receive(message("C1", "content"))).isEqualTo(new Receipt(first, true));
  }

  @EachEngine
  void remembersAfterARestart(TestStore store) throws Exception {
    long first = new TestJournal(store).start().receive(message("C1", "content")).messageId();
    store.reopen();
    TestJournal journal = new TestJournal(store).start();
    assertThat(journal.receive(message("C1", "content"))).isEqualTo(new Receipt(first, true));
    assertThat(journal.receive(message("C2", "content")).messageId()).isGreaterThan(first);
  }
}
