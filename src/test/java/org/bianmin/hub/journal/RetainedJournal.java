package org.bianmin.hub.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.bianmin.hub.store.TestStore;

/** A journal whose time a test sets: each message has a block of its own. */
final class RetainedJournal {

  static final long DAY = Duration.ofDays(1).toMillis();
  static final long GRACE = RawBytes.GRACE.toMillis();

  /** Noon of a day after those that the migrations put into one partition, whenever that is. */
  private static final long NOON =
      Math.floorDiv(System.currentTimeMillis(), DAY) * DAY + 10 * DAY + DAY / 2;

  final AtomicLong now = new AtomicLong(NOON);
  final TestStore store;
  final TestJournal journal;
  final RawPruner pruner;
  private final AtomicInteger sent = new AtomicInteger();

  RetainedJournal(TestStore store) {
    this(store, () -> false);
  }

  RetainedJournal(TestStore store, BooleanSupplier stopping) {
    this.store = store;
    journal = new TestJournal(store, () -> Instant.ofEpochMilli(now.get())).start();
    pruner = pruner(stopping);
  }

  RawPruner pruner(BooleanSupplier stopping) {
    return new RawPruner(store.upkeep(), store.queries(), journal.bytes, stopping);
  }

  void pass(long millis) {
    now.addAndGet(millis);
  }

  /** Receives so many messages that wait. */
  List<Long> receive(int n) throws Exception {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int number = sent.incrementAndGet();
      ids.add(journal.receive(TestJournal.message("C" + number, "content " + number)).messageId());
    }
    return ids;
  }

  /** Receives some, and has them read. */
  List<Long> normalized(int n) throws Exception {
    List<Long> ids = receive(n);
    ids.forEach(id -> journal.move(id, MessageState.NORMALIZED));
    return ids;
  }

  boolean kept(long id) {
    return journal.messages.raw(journal.row(id)).isPresent();
  }

  /** Whether a message's bytes are those that came. */
  boolean whole(long id) {
    MessageRow row = journal.row(id);
    return journal
        .messages
        .raw(row)
        .map(raw -> new String(raw, StandardCharsets.UTF_8))
        .filter(text -> text.equals("content " + row.controlId().substring(1)))
        .isPresent();
  }

  long blocks() {
    return store.count("select count(*) from message_block");
  }

  long pruned() {
    return store.totals(RawPruner.TALLIES).getOrDefault("blocks", 0L);
  }

  /** Partitions, on PostgreSQL. */
  long partitions() {
    return store.count(
        "select count(*) from pg_class where relkind = 'r' and relispartition"
            + " and relname like 'message_block%'");
  }
}
