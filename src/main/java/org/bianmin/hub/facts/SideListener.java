package org.bianmin.hub.facts;

import java.sql.SQLException;
import java.util.Collection;
import org.bianmin.hub.store.Session;

/**
 * Hears that what a room knows of facts ({@link SideColumns}) has changed, inside the transaction
 * that changes it. What changes together with the fact needs no word of its own.
 */
public interface SideListener {

  /**
   * Writes what follows.
   *
   * @param eventIds row ids of the facts; one that comes twice does no harm
   * @return what to do once the transaction is durable
   */
  Runnable changed(Session session, Collection<Long> eventIds) throws SQLException;
}
