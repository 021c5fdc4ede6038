package org.bianmin.hub.receive.view;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.StoreUnavailable;
import org.springframework.stereotype.Component;

/**
 * Journals what is new about rows. In three steps, so that a hub that dies anywhere in between
 * loses nothing and tells nothing twice: it is written down what will be said and when, the
 * messages are made durable, then the rows count as told and the mark moves.
 */
@Component
class ViewTeller {

  /** Where rows come from, and what they are. */
  record Origin(KnownRows.View view, String facility, String event) {}

  /**
   * Something to tell.
   *
   * @param recordedAt orders it among the versions of its fact, epoch milliseconds
   */
  record Told(ViewDocument document, long recordedAt) {}

  private static final int KEY_IN_ID = 120;

  private final KnownRows known;
  private final Intake intake;
  private final Commands commands;

  ViewTeller(KnownRows known, Intake intake, Commands commands) {
    this.known = known;
    this.intake = intake;
    this.commands = commands;
  }

  /**
   * Tells what is not known yet.
   *
   * @param clock the database's, epoch milliseconds
   * @param mark where reading goes on once all is durable; null leaves it
   * @throws StoreUnavailable when not all is durable; to be read again
   */
  void tell(Origin origin, Collection<ViewDocument> documents, long clock, HisTime mark) {
    Map<String, ViewDocument> rows = new TreeMap<>();
    documents.forEach(row -> rows.merge(row.rowKey(), row, ViewTeller::newer));
    Map<String, KnownRows.Known> before = known.byKeys(origin.view(), rows.keySet());
    List<Told> told = new ArrayList<>();
    List<ViewDocument> moved = new ArrayList<>();
    for (ViewDocument row : rows.values()) {
      KnownRows.Known last = before.get(row.rowKey());
      if (last == null || !last.told() || !last.hash().equals(row.hash())) {
        told.add(new Told(row, recordedAt(row, last, clock)));
      } else if (!Objects.equals(last.windowAt(), row.windowAt())) {
        moved.add(row);
      }
    }
    if (!told.isEmpty()) {
      write(session -> KnownRows.reserve(session, origin.view(), told));
      journal(origin, told);
    }
    if (!told.isEmpty() || !moved.isEmpty() || mark != null) {
      write(
          session -> {
            KnownRows.told(session, origin.view(), told);
            KnownRows.moved(session, origin.view(), moved);
            if (mark != null) {
              KnownRows.mark(session, origin.view(), mark);
            }
          });
    }
  }

  private interface Writing {
    void run(Session session) throws SQLException;
  }

  /** Writes to the hub's own store; what goes wrong there is not the hospital's database. */
  private void write(Writing writing) {
    try {
      commands.execute(
          session -> {
            writing.run(session);
            return null;
          });
    } catch (IllegalStateException e) {
      throw new StoreUnavailable("The store refused what was read", e);
    }
  }

  /** Of two rows with one key, the one that was written last. */
  private static ViewDocument newer(ViewDocument one, ViewDocument other) {
    long first = one.updatedAt() == null ? Long.MIN_VALUE : one.updatedAt();
    long second = other.updatedAt() == null ? Long.MIN_VALUE : other.updatedAt();
    boolean later = first == second ? one.hash().compareTo(other.hash()) >= 0 : first > second;
    return later ? one : other;
  }

  /**
   * The row's own time, but not later than the database's clock, and later than what was told
   * before: what the hub read last is what the row says now. What was to be told when the hub died
   * is told with the time it had.
   */
  private static long recordedAt(ViewDocument row, KnownRows.Known last, long clock) {
    if (last != null && last.hash().equals(row.hash())) {
      return last.recordedAt();
    }
    long own = row.updatedAt() == null ? clock : Math.min(row.updatedAt(), clock);
    return last == null ? own : Math.max(own, last.recordedAt() + 1);
  }

  private void journal(Origin origin, List<Told> told) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(told.size());
    for (Told row : told) {
      receipts.add(intake.receive(message(origin, row)));
    }
    for (CompletableFuture<Receipt> receipt : receipts) {
      try {
        receipt.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof StoreUnavailable unavailable
            ? unavailable
            : new StoreUnavailable("The journal refused a row", e);
      }
    }
  }

  private static NewMessage message(Origin origin, Told row) {
    byte[] bytes = row.document().bytes(row.recordedAt());
    String key = row.document().rowKey().strip();
    String cut = key.length() > KEY_IN_ID ? key.substring(0, KEY_IN_ID) : key;
    return new NewMessage(
        origin.view().source(),
        origin.facility(),
        MessageFormat.ROW,
        cut + '@' + ViewDocument.digest(bytes),
        origin.event(),
        StandardCharsets.UTF_8.name(),
        System.currentTimeMillis(),
        bytes,
        null,
        null);
  }
}
