package org.bianmin.hub.indicator.block;

import java.sql.SQLException;
import java.util.Collection;
import org.bianmin.hub.facts.SideListener;
import org.bianmin.hub.store.Session;

/** Marks facts of which another room knows something new, in the transaction in which it does. */
final class SideMarking implements SideListener {

  private final Runnable soon;

  /**
   * A listener.
   *
   * @param soon runs when there are marks that are durable
   */
  SideMarking(Runnable soon) {
    this.soon = soon;
  }

  @Override
  public Runnable changed(Session session, Collection<Long> eventIds) throws SQLException {
    if (eventIds.isEmpty()) {
      return () -> {};
    }
    SideMarks.add(session, eventIds);
    return soon;
  }
}
