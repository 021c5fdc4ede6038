package org.bianmin.hub.delivery;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Nodes;
import org.bianmin.hub.store.OwnRows;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.Tallies;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a person may do to the outbox: retry, discard, pause and resume a destination. */
@Component
public final class DeliveryCommands {

  /** Outcome of a delivery that a person took out. */
  static final String BY_HAND = "discarded-by-hand";

  private static final String STATE =
      "select destination, state from delivery where id = ?"
          + " and not exists (select 1 from delivery newer where newer.event_id = delivery.event_id"
          + " and newer.destination = delivery.destination and newer.version > delivery.version)";

  /** The last try stands in the delivery itself; it moves to the history when another follows. */
  static final String KEEP_LAST_TRY =
      "insert into delivery_attempt (delivery_id, attempt, at, batch_no, outcome, reason)"
          + " select id, attempt, done_at, batch_no, outcome, reason from delivery"
          + " where id = ? and attempt > 0 and outcome is not null and done_at is not null and "
          + StateOfRow.DISCARDED
          + " on conflict (delivery_id, attempt) do nothing";

  private static final String RETRY =
      "update delivery set state = 'AVAILABLE', next_attempt_at = ?, done_at = null, outcome ="
          + " null, reason = null where id = ? and state in ('EXECUTING', 'RETRYABLE',"
          + " 'DISCARDED')";
  static final String DISCARD =
      "update delivery set state = 'DISCARDED', done_at = ?, outcome = ?, reason = ? where id = ?"
          + " and "
          + StateOfRow.WAITS
          + " returning destination";
  private static final String RESUME = "delete from destination_pause where destination = ?";

  private final Commands commands;
  private final OwnRows own;
  private final ObjectProvider<OutboxListener> listeners;

  DeliveryCommands(Commands commands, ObjectProvider<OutboxListener> listeners, Nodes nodes) {
    this.own = nodes.rows("delivery");
    this.commands = commands;
    this.listeners = listeners;
  }

  /**
   * Sends a discarded delivery again, or one that waits for its next try at once.
   *
   * @return false when there is none, when it stands in another state, or when a newer version of
   *     its event has a delivery of its own, which an older one must not follow
   */
  public boolean retry(long id) {
    String destination =
        commands.execute(session -> retry(session, id, System.currentTimeMillis()));
    if (destination != null) {
      tell(listener -> listener.waiting(destination, id));
      own.made(commands, List.of(id));
    }
    return destination != null;
  }

  /** Answers the destination, or null when nothing was changed. */
  private static String retry(Session session, long id, long now) throws SQLException {
    String destination;
    boolean discarded;
    PreparedStatement state = session.prepare(STATE);
    state.setLong(1, id);
    try (ResultSet row = state.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      destination = row.getString(1);
      discarded = row.getString(2).equals(DeliveryState.DISCARDED.name());
    }
    PreparedStatement keep = session.prepare(KEEP_LAST_TRY);
    keep.setLong(1, id);
    keep.executeUpdate();
    PreparedStatement retry = session.prepare(RETRY);
    retry.setLong(1, now);
    retry.setLong(2, id);
    if (retry.executeUpdate() == 0) {
      return null;
    }
    if (discarded) {
      count(session, destination, id, -1, now);
    }
    return destination;
  }

  /**
   * Takes a waiting delivery out of the outbox for good. One that is on its way stays.
   *
   * @param reason in a person's words, without patient data
   * @return false when there is none, or it does not wait
   */
  public boolean discard(long id, String reason) {
    return commands.execute(session -> discard(session, id, reason, System.currentTimeMillis()));
  }

  private static boolean discard(Session session, long id, String reason, long now)
      throws SQLException {
    PreparedStatement discard = session.prepare(DISCARD);
    discard.setLong(1, now);
    discard.setString(2, BY_HAND);
    discard.setString(3, reason);
    discard.setLong(4, id);
    String destination;
    try (ResultSet row = discard.executeQuery()) {
      if (!row.next()) {
        return false;
      }
      destination = row.getString(1);
    }
    count(session, destination, id, 1, now);
    return true;
  }

  private static void count(Session session, String destination, long id, long n, long now)
      throws SQLException {
    Tallies tallies = new Tallies("delivery");
    tallies.add("discarded", destination, n);
    tallies.write(session, now);
    TypeTallies.one(session, "discarded", destination, id, n, now);
  }

  /** Sends nothing more to a destination until it is resumed; pausing again renews the reason. */
  public void pause(String destination, String reason) {
    commands.execute(session -> Pauses.write(session, destination, reason));
    tell(listener -> listener.paused(destination, reason));
  }

  /** Sends to the destination again; nothing happens when it is not paused. */
  public void resume(String destination) {
    commands.execute(
        session -> {
          PreparedStatement resume = session.prepare(RESUME);
          resume.setString(1, destination);
          return resume.executeUpdate();
        });
    tell(listener -> listener.resumed(destination));
  }

  private void tell(Consumer<OutboxListener> word) {
    listeners.forEach(word);
  }
}
