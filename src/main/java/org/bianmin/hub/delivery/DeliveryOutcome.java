package org.bianmin.hub.delivery;

/** What came of sending one item. */
public sealed interface DeliveryOutcome {

  /**
   * The destination has it.
   *
   * @param how its word: {@code accepted}, {@code duplicate} or {@code stale}
   */
  record Accepted(String how) implements DeliveryOutcome {}

  /**
   * Another try may help.
   *
   * @param at when, epoch milliseconds; 0 leaves it to the backoff
   * @param mayHold whether the destination may have it all the same
   */
  record RetryLater(String reason, long at, boolean mayHold) implements DeliveryOutcome {

    /** Of what the destination surely has not taken. */
    public RetryLater(String reason, long at) {
      this(reason, at, false);
    }
  }

  /** The destination may have it and takes no repeats: whether it arrived, a person finds out. */
  record MayHave(String reason) implements DeliveryOutcome {}

  /** Sending the same again does not help. */
  record Rejected(String code, String reason) implements DeliveryOutcome {}
}
