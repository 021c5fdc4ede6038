package org.bianmin.hub.journal;

/** The raw bytes of a message are not kept any more, or will be gone within the hour. */
public final class RawBytesPruned extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RawBytesPruned(long message, RetentionProperties retention) {
    super(
        "The raw bytes of message "
            + message
            + " are pruned: it is older than hub.retention.messages ("
            + retention.text()
            + "). What it told stays; have its source send it again where it must be read again.");
  }
}
