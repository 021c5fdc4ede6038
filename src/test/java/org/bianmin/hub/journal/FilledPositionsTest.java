package org.bianmin.hub.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bianmin.hub.journal.TestJournal.message;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;

/** A record of the topic that fills the journal is stored once, however often it is read. */
class FilledPositionsTest {

  private static final String TOPIC = "topic-1";

  @EachEngine
  void aRecordThatIsReadAgainIsNeitherStoredNorCountedAsDuplicate(TestStore store)
      throws Exception {
    TestJournal journal = new TestJournal(store).start();
    for (int again = 0; again < 3; again++) {
      journal.receive(record("C1", 0));
      journal.receive(record("C2", 1));
    }
    // sent twice by its sender: two records
    journal.receive(record("C2", 2));

    assertThat(store.count("select count(*) from message")).isEqualTo(2);
    assertThat(store.count("select sum(duplicates) from message")).isOne();
    assertThat(store.totals("journal"))
        .containsEntry("received", 2L)
        .containsEntry("duplicate", 1L);
    assertThat(next(store, TOPIC, 0)).isEqualTo(3);
    assertThat(journal.takeAll()).hasSize(2);
  }

  @EachEngine
  void aRecordBehindOneThatTheStoreRefusesDoesNotHideIt(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store);
    var first = journal.messages.receive(record("C1", 0));
    // without a source: the row breaks a constraint, as a text would that a database cannot hold
    var refused = journal.messages.receive(unstorable(1, 1));
    var behind = journal.messages.receive(record("C3", 2, 2));
    journal.start();
    first.get(60, TimeUnit.SECONDS);
    behind.get(60, TimeUnit.SECONDS);
    assertThatThrownBy(() -> refused.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    // the hub dies here: whoever reads on gets it again
    assertThat(next(store, TOPIC, 0)).isOne();

    journal.receive(record("C2", 1));
    journal.receive(record("C3", 2, 2));
    // the next batch begins behind what is stored, whatever was between
    journal.receive(record("C9", 9));
    assertThat(next(store, TOPIC, 0)).isEqualTo(10);
    assertThat(store.count("select count(*) from message")).isEqualTo(4);
  }

  @EachEngine
  void partitionsAndTopicsThatWereMadeAnewHaveMarksOfTheirOwn(TestStore store) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    journal.receive(message("C1", "C1").at(new TopicPosition(TOPIC, 0, 7, 0)));
    journal.receive(message("C2", "C2").at(new TopicPosition(TOPIC, 1, 0, 0)));
    journal.receive(message("C3", "C3").at(new TopicPosition("topic-2", 0, 0, 0)));

    assertThat(store.count("select count(*) from message")).isEqualTo(3);
    assertThat(next(store, TOPIC, 0)).isEqualTo(8);
    assertThat(next(store, TOPIC, 1)).isOne();
    assertThat(next(store, "topic-2", 0)).isOne();
  }

  @EachEngine
  void aNodeThatHasLostThePartitionStoresNothingBesideTheNewOne(TestStore store) throws Exception {
    if (!store.postgres()) {
      return; // several nodes have PostgreSQL
    }
    TestStore other = store.another();
    try {
      TestJournal here = new TestJournal(store).start();
      TestJournal there = new TestJournal(other).start();
      for (int round = 0; round < 50; round++) {
        var one = here.messages.receive(record("C" + round, round));
        var two = there.messages.receive(record("C" + round, round));
        one.get(60, TimeUnit.SECONDS);
        two.get(60, TimeUnit.SECONDS);
      }
      assertThat(store.count("select count(*) from message")).isEqualTo(50);
      assertThat(store.count("select sum(duplicates) from message")).isZero();
    } finally {
      other.close();
    }
  }

  private static NewMessage record(String controlId, long offset) {
    return record(controlId, offset, 0);
  }

  private static NewMessage record(String controlId, long offset, long after) {
    return message(controlId, "content of " + controlId)
        .at(new TopicPosition(TOPIC, 0, offset, after));
  }

  private static NewMessage unstorable(long offset, long after) {
    NewMessage one =
        new NewMessage(
            null,
            "H001",
            MessageFormat.HL7V2,
            "C2",
            "",
            null,
            1_760_000_000_000L,
            "content".getBytes(UTF_8),
            null,
            null);
    return one.at(new TopicPosition(TOPIC, 0, offset, after));
  }

  private static long next(TestStore store, String topic, int partition) {
    return new FilledMarks(store.queries()).next(topic, partition);
  }
}
