package org.bianmin.hub.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.bianmin.hub.store.EachEngine;
import org.bianmin.hub.store.TestStore;
import org.bianmin.hub.store.TestTallies;

class JournalWalkTest {

  private static final long NOON = 1_760_000_000_000L;

  private static NewMessage message(String source, int i, long at) {
    return new NewMessage(
        source,
        "H001",
        MessageFormat.HL7V2,
        "C" + i,
        "ADT^A01",
        "UTF-8",
        at,
        ("content " + i).getBytes(StandardCharsets.UTF_8),
        null,
        null);
  }

  /** Many of one millisecond, and ids that do not ascend with the time. */
  private static TestJournal filled(TestStore store, int n) throws Exception {
    TestJournal journal = new TestJournal(store).start();
    Random random = new Random(3);
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String source = i % 4 == 0 ? "lis" : "his";
      receipts.add(journal.messages.receive(message(source, i, NOON + random.nextInt(40))));
    }
    for (CompletableFuture<Receipt> receipt : receipts) {
      TestJournal.id(receipt);
    }
    return journal;
  }

  private static List<JournalRow> all(JournalWalk walk, int limit) {
    List<JournalRow> rows = new ArrayList<>();
    JournalWalk.Page page = walk.next(limit);
    while (!page.end()) {
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
      rows.addAll(page.rows());
      page = walk.next(limit);
    }
    return rows;
  }

  @EachEngine
  void goesOverEachMessageOnceInTheOrderOfArrivalWithItsBytes(TestStore store) throws Exception {
    TestJournal journal = filled(store, 500);

    List<JournalRow> rows = all(journal.queries.walk(null, 0, Long.MAX_VALUE), 7);

    assertThat(rows).hasSize(500);
    assertThat(rows).extracting(JournalRow::id).doesNotHaveDuplicates();
    assertThat(rows)
        .isSortedAccordingTo(
            Comparator.comparingLong((JournalRow row) -> row.message().receivedAt())
                .thenComparingLong(JournalRow::id));
    for (JournalRow row : rows) {
      assertThat(row.message().raw())
          .asString()
          .isEqualTo("content " + row.message().controlId().substring(1));
    }
  }

  @EachEngine
  void keepsToItsTimeAndItsSource(TestStore store) throws Exception {
    TestJournal journal = filled(store, 200);

    List<JournalRow> rows = all(journal.queries.walk("lis", NOON + 10, NOON + 20), 3);

    assertThat(rows)
        .hasSize(
            (int)
                store.count(
                    "select count(*) from message where source = 'lis' and received_at >= ?"
                        + " and received_at < ?",
                    NOON + 10,
                    NOON + 20))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.message().source()).isEqualTo("lis"));
    assertThat(all(journal.queries.walk("none", 0, Long.MAX_VALUE), 3)).isEmpty();
  }

  @EachEngine
  void countsMessagesWhoseBytesArePruned(TestStore store) throws Exception {
    TestJournal journal = filled(store, 20);
    long newest = journal.receive(message("his", 99, NOON + 50)).messageId();
    long block = journal.row(newest).blockId();
    journal.commands.execute(
        session ->
            session.prepare("delete from message_block where id <> " + block).executeUpdate());

    JournalWalk.Page page = journal.queries.walk(null, 0, Long.MAX_VALUE).next(100);

    assertThat(page.rows()).extracting(row -> row.message().controlId()).containsExactly("C99");
    assertThat(page.withoutBytes()).isEqualTo(20);
  }

  @EachEngine
  void estimatesHowMuchThereIsWithoutCountingIt(TestStore store) throws Exception {
    filled(store, 40);
    long now = System.currentTimeMillis();
    TestTallies tallies = new TestTallies(store);

    assertThat(tallies.received(null, now - 120_000, now)).isEqualTo(40);
    assertThat(tallies.received("lis", now - 120_000, now)).isEqualTo(10);
    assertThat(tallies.received(null, 0, now - 600_000)).isZero();
  }
}
