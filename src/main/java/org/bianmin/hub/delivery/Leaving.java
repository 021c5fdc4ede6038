package org.bianmin.hub.delivery;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Session;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes before a delivery leaves that it does, for destinations whose next delivery of a fact
 * depends on what they may hold of it: one that takes no repeats has the row {@link Executing}, any
 * other has the number of the batch in it and is asked again as always.
 */
final class Leaving {

  private static final Logger LOG = LoggerFactory.getLogger(Leaving.class);

  /** Condition of a delivery that its destination may hold. */
  static final String MAY_HOLD =
      "(state in ('EXECUTING', 'DELIVERED') or (batch_no is not null"
          + " and (state <> 'DISCARDED' or outcome = '"
          + DeliveryCommands.BY_HAND
          + "')))";

  // the first batch stays: of a later one that surely did not arrive the row is freed again
  static final String MARK =
      "update delivery set batch_no = coalesce(batch_no, ?) where id = ?"
          + " and "
          + StateOfRow.NOT_LEFT;
  private static final String BACK =
      "update delivery set batch_no = nullif(batch_no, ?) where id = ?"
          + " and state in ('AVAILABLE', 'RETRYABLE', 'SUPERSEDED')";

  private Leaving() {}

  /** Whether it has to be known before a call what leaves in it. */
  static boolean concerns(DestinationProperties destination) {
    DestinationProperties.Capabilities can = destination.capabilities();
    // a topic keeps the last record of a key: of what was superseded no more may follow
    return !can.versions()
        || !can.resubmitAfterVoid()
        || !destination.events().isEmpty()
        || destination.kafka() != null;
  }

  /** Answers those that were marked: what was superseded meanwhile must not leave any more. */
  static List<Due> mark(
      Session session, DestinationProperties destination, List<Due> batch, String batchNo)
      throws SQLException {
    if (!destination.capabilities().versions()) {
      return Executing.mark(session, batch);
    }
    PreparedStatement mark = session.prepare(MARK);
    List<Due> marked = new ArrayList<>(batch.size());
    for (Due due : batch) {
      mark.setString(1, batchNo);
      mark.setLong(2, due.id());
      if (mark.executeUpdate() == 1) {
        marked.add(due);
      }
    }
    return marked;
  }

  /** The same, where there is something to mark; else all of them. */
  static List<Due> mark(
      Commands commands, DestinationProperties destination, List<Due> batch, String batchNo) {
    return concerns(destination)
        ? commands.execute(session -> mark(session, destination, batch, batchNo))
        : batch;
  }

  /**
   * There was no call, after all.
   *
   * @param id of the destination
   */
  static void back(
      Commands commands,
      String id,
      DestinationProperties destination,
      List<Due> batch,
      String batchNo) {
    if (concerns(destination)) {
      try {
        commands.execute(session -> back(session, batch, batchNo));
      } catch (StoreUnavailable e) {
        LOG.warn(
            "hub.destinations.{}: batch {} was not sent, and stays marked as if it might have been",
            id,
            batchNo);
      }
    }
  }

  static final String FREE =
      "update delivery set state = 'AVAILABLE', reason = null where id = ? and " + StateOfRow.LEFT;

  /** The destination did not let the call in: it holds nothing of it. */
  static int back(Session session, List<Due> batch, String batchNo) throws SQLException {
    PreparedStatement back = session.prepare(BACK);
    int count = 0;
    for (Due due : batch) {
      back.setString(1, batchNo);
      back.setLong(2, due.id());
      count += back.executeUpdate();
    }
    // of one that takes no repeats the rows say that they may have arrived: they did not
    PreparedStatement free = session.prepare(FREE);
    for (Due due : batch) {
      free.setLong(1, due.id());
      count += free.executeUpdate();
    }
    return count;
  }
}
