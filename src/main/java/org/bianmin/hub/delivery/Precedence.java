package org.bianmin.hub.delivery;

import java.sql.SQLException;
import org.bianmin.hub.facts.FactChange;
import org.bianmin.hub.store.Session;

/** Says which changes go before everything else that waits. */
@FunctionalInterface
public interface Precedence {

  /** Whether this change must not wait; inside the transaction that makes it. */
  boolean isUrgent(Session session, FactChange change) throws SQLException;
}
