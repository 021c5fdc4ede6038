package org.bianmin.hub.journal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Takes messages into the journal. */
public interface Intake {

  /**
   * Stores a message durably. Blocks while the store has fallen behind, so that reading from the
   * sender slows down.
   *
   * @return completes after the commit, in the order of the calls; completes with {@link
   *     org.bianmin.hub.store.StoreUnavailable} when nothing was stored and the sender has to keep
   *     the message
   */
  CompletableFuture<Receipt> receive(NewMessage message);

  /**
   * As {@link #receive(NewMessage)}, for senders that send again by themselves: where the store has
   * fallen behind it waits for so long only, and then answers that nothing was stored.
   */
  default CompletableFuture<Receipt> receive(NewMessage message, Duration patience) {
    return receive(message);
  }

  /** Why nothing is taken at the moment, for operators; null while messages are. */
  default String unavailable() {
    return null;
  }
}
