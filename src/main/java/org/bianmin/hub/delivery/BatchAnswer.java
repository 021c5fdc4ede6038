package org.bianmin.hub.delivery;

import java.util.List;

/** What came of sending a batch. */
public sealed interface BatchAnswer {

  /**
   * The destination read the batch.
   *
   * @param receiptNo its number of the answer
   * @param outcomes one per item, in their order
   */
  record Received(String receiptNo, List<DeliveryOutcome> outcomes) implements BatchAnswer {}

  /**
   * No answer, or one that says to come again: all items go again.
   *
   * @param reason for a person
   * @param at not before, epoch milliseconds; 0 leaves it to the backoff
   * @param ambiguous the batch may have arrived
   */
  record Away(String reason, long at, boolean ambiguous) implements BatchAnswer {}

  /**
   * The destination does not let us in (401, 403, TLS): nothing is sent until a person has mended
   * it, and no attempt is spent.
   */
  record Closed(String reason) implements BatchAnswer {}

  /** The batch as a whole is refused, and sending it again does not help. */
  record Refused(String code, String reason) implements BatchAnswer {}
}
