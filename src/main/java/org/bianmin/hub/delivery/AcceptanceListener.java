package org.bianmin.hub.delivery;

import java.sql.SQLException;
import java.util.List;
import org.bianmin.hub.event.EventKey;
import org.bianmin.hub.store.Session;

/** Hears what a destination has accepted, inside the transaction that stores it. */
public interface AcceptanceListener {

  /** A fact of which a version was accepted. */
  record Accepted(long eventId, EventKey key) {}

  /**
   * Writes what follows. Called again with the same after a rollback.
   *
   * @return what to do once the transaction is durable
   */
  Runnable accepted(Session session, String destination, List<Accepted> facts) throws SQLException;
}
