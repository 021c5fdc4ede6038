package org.bianmin.hub.delivery;

/**
 * Conditions on the state of a delivery that is found by another column.
 *
 * <p>PostgreSQL must not take them for the condition of an index of what waits ({@code
 * delivery_waiting}) or was given up: where little waited when it looked last, it holds that index
 * for nearly empty, chooses it in place of the key, and walks for each row through all that a
 * backlog has left in it. The empty text behind the column keeps it from that.
 */
final class StateOfRow {

  /** The destination still has to get it. */
  static final String WAITS = "state || '' in ('AVAILABLE', 'EXECUTING', 'RETRYABLE')";

  /** It waits, and nobody says that it is on its way. */
  static final String NOT_LEFT = "state || '' in ('AVAILABLE', 'RETRYABLE')";

  /** It is on its way, as far as anybody knows. */
  static final String LEFT = "state || '' = 'EXECUTING'";

  /** It was given up. */
  static final String DISCARDED = "state || '' = 'DISCARDED'";

  private StateOfRow() {}
}
