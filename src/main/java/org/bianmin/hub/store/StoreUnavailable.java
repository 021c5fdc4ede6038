package org.bianmin.hub.store;

/**
 * The store could not commit: disk full, database away, shutting down. Nothing was written; a retry
 * may help.
 */
public class StoreUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
