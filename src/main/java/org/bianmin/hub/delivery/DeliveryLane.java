package org.bianmin.hub.delivery;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bianmin.hub.store.Commit;
import org.bianmin.hub.store.InList;
import org.bianmin.hub.store.LaneWriter;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.store.Tallies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what came of batches. */
final class DeliveryLane implements LaneWriter<DeliveryLane.Result> {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLane.class);

  /**
   * What came of one batch.
   *
   * @param outcomes one per item
   * @param word how the call as a whole ended: {@code received}, {@code away}, {@code refused}
   * @param messages of each item the sampled message that made it, or 0; null where there is none
   * @param mayHold whether the destination may have taken all that is tried again
   * @param stored told once this is durable, or could not be stored
   */
  record Result(
      String destination,
      String batchNo,
      List<Due> items,
      long[] messages,
      List<DeliveryOutcome> outcomes,
      long sentAt,
      long answeredAt,
      String word,
      String receiptNo,
      String reason,
      boolean mayHold,
      Runnable stored,
      Runnable notStored) {}

  /** How the try of a delivery ended it. */
  private record End(DeliveryState state, String outcome, String reason) {

    /** Null where another try follows, or a person decides. */
    static End of(DeliveryOutcome outcome) {
      if (outcome instanceof DeliveryOutcome.Accepted accepted) {
        return new End(DeliveryState.DELIVERED, accepted.how(), null);
      }
      return outcome instanceof DeliveryOutcome.Rejected no
          ? new End(DeliveryState.DISCARDED, no.code(), no.reason())
          : null;
    }
  }

  static final String DONE =
      "update delivery set state = ?, attempt = attempt + 1, done_at = ?, batch_no = ?,"
          + " outcome = ?, reason = ? where "
          + StateOfRow.WAITS
          + " and id in";
  // a row names its batch where the destination may hold it; every try stands in the history
  static final String AGAIN =
      "update delivery set state = 'RETRYABLE', attempt = attempt + 1, next_attempt_at = ?,"
          + " batch_no = case when ? = 1 then ? else nullif(batch_no, ?) end,"
          + " outcome = 'retry', reason = ? where id = ?"
          + " and "
          + StateOfRow.WAITS;
  private static final String ATTEMPT =
      "insert into delivery_attempt (delivery_id, attempt, at, batch_no, outcome, reason)"
          + " values (?, ?, ?, ?, ?, ?) on conflict (delivery_id, attempt) do nothing";
  private static final String BATCH =
      "insert into delivery_batch (batch_no, destination, items, sent_at, answered_at, outcome,"
          + " receipt_no, reason) values (?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (batch_no) do nothing";

  private final Tallies tallies = new Tallies("delivery");
  private final TypeTallies types = new TypeTallies();
  private final DeliveryMeters meters = new DeliveryMeters();
  private final List<AcceptanceListener> listeners;
  private final DeliverySpans spans;
  // made by the writer, run by who tells of commits; of a rollback some are run in vain
  private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();

  DeliveryLane(List<AcceptanceListener> listeners, DeliverySpans spans) {
    this.spans = spans;
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void write(Session session, List<Result> results) throws SQLException {
    tallies.clear();
    types.clear();
    for (Result result : results) {
      batch(session, result);
      done(session, result);
      again(session, result);
    }
    long now = System.currentTimeMillis();
    tallies.write(session, now);
    types.write(session, now);
  }

  private static void batch(Session session, Result result) throws SQLException {
    PreparedStatement insert = session.prepare(BATCH);
    insert.setString(1, result.batchNo());
    insert.setString(2, result.destination());
    insert.setLong(3, result.items().size());
    insert.setLong(4, result.sentAt());
    insert.setLong(5, result.answeredAt());
    insert.setString(6, result.word());
    insert.setString(7, result.receiptNo());
    insert.setString(8, result.reason());
    insert.executeUpdate();
  }

  private void done(Session session, Result result) throws SQLException {
    Map<End, List<Long>> alike = new LinkedHashMap<>();
    List<End> ends = new ArrayList<>(result.items().size());
    List<AcceptanceListener.Accepted> facts = new ArrayList<>();
    for (int i = 0; i < result.items().size(); i++) {
      Due due = result.items().get(i);
      End end = End.of(result.outcomes().get(i));
      ends.add(end);
      if (end != null) {
        alike.computeIfAbsent(end, ended -> new ArrayList<>()).add(due.id());
        if (end.state() == DeliveryState.DELIVERED) {
          facts.add(new AcceptanceListener.Accepted(due.eventId(), due.event().key()));
        }
      }
    }
    Set<Long> changed =
        InList.update(session, DONE, alike, (update, end) -> bind(update, result, end));
    for (int i = 0; i < result.items().size(); i++) {
      Due due = result.items().get(i);
      // a row that had its end already is not counted
      if (changed.remove(due.id())) {
        count(result.destination(), due, ends.get(i));
      }
    }
    if (!facts.isEmpty()) {
      for (AcceptanceListener listener : listeners) {
        afterwards.add(listener.accepted(session, result.destination(), facts));
      }
    }
  }

  private void count(String destination, Due due, End end) {
    String what = end.state().name().toLowerCase(Locale.ROOT);
    tallies.add(what, destination, 1);
    types.add(what, destination, due.event().key().type(), 1);
  }

  private static int bind(PreparedStatement update, Result result, End end) throws SQLException {
    update.setString(1, end.state().name());
    update.setLong(2, result.answeredAt());
    update.setString(3, result.batchNo());
    update.setString(4, end.outcome());
    update.setString(5, end.reason());
    return 5;
  }

  private static void again(Session session, Result result) throws SQLException {
    PreparedStatement again = session.prepare(AGAIN);
    PreparedStatement attempt = session.prepare(ATTEMPT);
    boolean any = false;
    for (int i = 0; i < result.items().size(); i++) {
      if (result.outcomes().get(i) instanceof DeliveryOutcome.RetryLater later) {
        any = true;
        Due due = result.items().get(i);
        again.setLong(1, later.at());
        again.setLong(2, result.mayHold() || later.mayHold() ? 1 : 0);
        again.setString(3, result.batchNo());
        again.setString(4, result.batchNo());
        again.setString(5, later.reason());
        again.setLong(6, due.id());
        again.addBatch();
        attempt.setLong(1, due.id());
        attempt.setLong(2, due.attempt() + 1L);
        attempt.setLong(3, result.answeredAt());
        attempt.setString(4, result.batchNo());
        attempt.setString(5, "retry");
        attempt.setString(6, later.reason());
        attempt.addBatch();
      }
    }
    if (any) {
      again.executeBatch();
      attempt.executeBatch();
    }
  }

  @Override
  public void committed(List<Result> results) {
    results.forEach(
        result -> {
          result.stored().run();
          meters.stored(result);
        });
    for (Runnable next = afterwards.poll(); next != null; next = afterwards.poll()) {
      next.run();
    }
  }

  @Override
  public void committed(List<Result> results, Commit commit) {
    committed(results);
    spans.committed(results, commit);
  }

  @Override
  public void failed(Result result, Exception cause) {
    if (!(cause instanceof StoreUnavailable)) {
      // without its text, in which there may be what the destination said
      LOG.error(
          "hub.destinations.{}: the answer to batch {} cannot be stored, and it is sent again ({}{})",
          result.destination(),
          result.batchNo(),
          cause.getClass().getSimpleName(),
          cause instanceof SQLException sql ? " " + sql.getSQLState() : "");
    }
    result.notStored().run();
  }
}
