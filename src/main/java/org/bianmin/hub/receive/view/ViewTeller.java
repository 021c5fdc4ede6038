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
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
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

  private static final Logger log = LoggerFactory.getLogger(ViewTeller.class);
  private static final String REFUSED = "The store refused what was read";
  private static final int KEY_IN_ID = 120;

  private final KnownRows known;
  private final Intake intake;
  private final Commands commands;

  ViewTeller(KnownRows known, @Qualifier("inboundMessages") Intake intake, Commands commands) {
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
    List<Told> reserved = told.isEmpty() ? told : reserve(origin, told, clock);
    journal(origin, reserved);
    if (!reserved.isEmpty() || !moved.isEmpty() || mark != null) {
      write(
          session -> {
            KnownRows.told(session, origin.view(), reserved);
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
      throw new StoreUnavailable(REFUSED, e);
    }
  }

  /**
   * Writes down what will be said. A row whose key the store refuses is put down by its content, to
   * be parked; the others go on.
   */
  private List<Told> reserve(Origin origin, List<Told> rows, long clock) {
    try {
      write(session -> KnownRows.reserve(session, origin.view(), rows));
      return rows;
    } catch (StoreUnavailable e) {
      Throwable cause = e.getCause() == null ? null : e.getCause().getCause();
      if (!refusesData(cause)) {
        throw e;
      }
      if (rows.size() > 1) {
        int half = rows.size() / 2;
        List<Told> all = new ArrayList<>(reserve(origin, rows.subList(0, half), clock));
        all.addAll(reserve(origin, rows.subList(half, rows.size()), clock));
        return all;
      }
      if (rows.get(0).document().refusal() != null) {
        throw e;
      }
      ViewDocument row = rows.get(0).document().refused(refusal(cause));
      KnownRows.Known last = known.byKeys(origin.view(), List.of(row.rowKey())).get(row.rowKey());
      if (last != null && last.told()) {
        return List.of();
      }
      warn(origin, cause);
      return reserve(origin, List.of(new Told(row, recordedAt(row, last, clock))), clock);
    }
  }

  /**
   * Whether the store refuses what it was given, and would refuse it again; not that it is away.
   */
  private static boolean refusesData(Throwable cause) {
    if (!(cause instanceof SQLException sql)) {
      return false;
    }
    String state = sql.getSQLState();
    if (state == null || state.length() < 2) {
      // SQLite: TOOBIG 18, MISMATCH 20
      int code = sql.getErrorCode() & 0xFF;
      return code == 18 || code == 20;
    }
    // data, constraints, limits of the database
    return List.of("22", "23", "54").contains(state.substring(0, 2));
  }

  private static String refusal(Throwable cause) {
    String state = ((SQLException) cause).getSQLState();
    return "The store refuses the row ("
        + (state == null ? cause.getClass().getSimpleName() : "SQLSTATE " + state)
        + "); mostly fact_key is too long, shorten it in the view's query";
  }

  /** The class only: the database's texts may quote the row. */
  private static void warn(Origin origin, Throwable cause) {
    log.error(
        "hub.sources.{}: the store refuses a row ({}); it is parked",
        origin.view().source(),
        cause.getClass().getName());
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
    List<Told> refused = new ArrayList<>();
    for (int i = 0; i < receipts.size(); i++) {
      try {
        receipts.get(i).join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof StoreUnavailable unavailable) {
          throw unavailable;
        }
        Told row = told.get(i);
        if (!refusesData(e.getCause()) || row.document().refusal() != null) {
          throw new StoreUnavailable(REFUSED, e);
        }
        warn(origin, e.getCause());
        refused.add(new Told(row.document().refused(refusal(e.getCause())), row.recordedAt()));
      }
    }
    if (!refused.isEmpty()) {
      journal(origin, refused);
    }
  }

  private static NewMessage message(Origin origin, Told row) {
    byte[] bytes = row.document().bytes(row.recordedAt());
    String refusal = row.document().refusal();
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
        refusal == null ? null : new Parked("store", refusal, "/key"),
        null);
  }
}
