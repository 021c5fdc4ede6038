package org.bianmin.hub.store;

/**
 * A copy of the embedded store, while it is made and after. Times are epoch milliseconds.
 *
 * @param file its name in the backup folder
 * @param endedAt null while it is made
 * @param bytes that are written
 * @param of so many bytes at most; a copy leaves out the pages that are free
 * @param problem why it failed, null otherwise
 */
public record Backup(
    String file, State state, long startedAt, Long endedAt, long bytes, long of, String problem) {

  /** How far it is. */
  public enum State {
    COPYING,
    CHECKING,
    DONE,
    FAILED,
    CANCELLED
  }

  public boolean running() {
    return state == State.COPYING || state == State.CHECKING;
  }

  Backup at(State next, long now, long written, String why) {
    boolean over = next != State.COPYING && next != State.CHECKING;
    return new Backup(file, next, startedAt, over ? now : null, written, of, why);
  }
}
