package org.bianmin.hub.facts;

import java.sql.SQLException;
import java.util.List;
import org.bianmin.hub.store.Session;

/** Hears of changed facts inside the transaction that changes them. */
public interface ChangeListener {

  /**
   * Writes what follows from the changes. Called again with the same changes after a rollback.
   *
   * @return what to do once the transaction is durable
   */
  Runnable changed(Session session, List<FactChange> changes) throws SQLException;
}
