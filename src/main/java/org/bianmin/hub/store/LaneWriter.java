package org.bianmin.hub.store;

import java.sql.SQLException;
import java.util.List;

/**
 * How one kind of item is written. All lanes share one transaction and so one fsync.
 *
 * @param <T> the item
 */
public interface LaneWriter<T> {

  /**
   * Writes items inside the current transaction. May be called again with the same items, or with
   * some of them, after a rollback.
   */
  void write(Session session, List<T> items) throws SQLException;

  /** The items are durable. Called in the order of commits, off the writer's thread. */
  void committed(List<T> items);

  /** The same, for those who tell which transaction it was. */
  default void committed(List<T> items, Commit commit) {
    committed(items);
  }

  /**
   * Nothing of this item was stored.
   *
   * @param cause {@link StoreUnavailable} when the store takes nothing at the moment, else what is
   *     wrong with this item alone
   */
  void failed(T item, Exception cause);
}
