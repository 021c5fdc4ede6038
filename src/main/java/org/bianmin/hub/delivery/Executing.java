package org.bianmin.hub.delivery;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.bianmin.hub.store.Session;

/** Marks deliveries as on their way, before they leave for a destination that takes no repeats. */
final class Executing {

  static final String MARK =
      "update delivery set state = 'EXECUTING', reason = 'sent, not answered: see at the"
          + " destination whether it arrived, then retry or discard' where id = ? and "
          + StateOfRow.NOT_LEFT;

  private Executing() {}

  /** Answers those that were marked: what was superseded meanwhile must not leave any more. */
  static List<Due> mark(Session session, List<Due> batch) throws SQLException {
    PreparedStatement mark = session.prepare(MARK);
    List<Due> marked = new ArrayList<>(batch.size());
    for (Due due : batch) {
      mark.setLong(1, due.id());
      if (mark.executeUpdate() == 1) {
        marked.add(due);
      }
    }
    return marked;
  }

  /** What may have arrived keeps its mark, and is not sent again, where repeats are not taken. */
  static List<DeliveryOutcome> kept(
      DestinationProperties destination, List<DeliveryOutcome> outcomes) {
    if (destination.capabilities().versions()) {
      return outcomes;
    }
    return outcomes.stream()
        .map(
            outcome ->
                outcome instanceof DeliveryOutcome.RetryLater later && later.mayHold()
                    ? new DeliveryOutcome.MayHave(later.reason())
                    : outcome)
        .toList();
  }
}
