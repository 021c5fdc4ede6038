package org.bianmin.hub.journal;

/**
 * The journal's word that a message is durable.
 *
 * @param messageId journal id; of the first copy when this one is a duplicate; 0 where the message
 *     is durable in {@code hub.inbound} and the journal numbers it later
 * @param duplicate the same source sent the same control id and content before; nobody knows while
 *     the journal has not numbered it
 */
public record Receipt(long messageId, boolean duplicate) {

  /** Of a message that is durable before the journal has it. */
  public static final Receipt AHEAD = new Receipt(0, false);

  /** Whether the journal has it. */
  public boolean numbered() {
    return messageId != 0;
  }
}
