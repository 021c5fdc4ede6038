package org.bianmin.hub.alert;

/**
 * What a channel is or was told of an incident.
 *
 * @param dueAt when it is tried next
 * @param toldAt null until it was taken
 * @param gathered how many went together in one message; 0 until it was taken
 * @param answer the last one
 */
public record Message(
    long id,
    long incident,
    String channel,
    Moment moment,
    State state,
    long madeAt,
    long dueAt,
    long attempts,
    Long toldAt,
    long gathered,
    String answer) {

  /** Where a message stands. */
  public enum State {
    /** It is to be told, or is being told. */
    WAITING,
    /** The receiver took it. */
    TOLD,
    /** It was tried as often as the channel says, in vain. */
    GIVEN_UP
  }
}
