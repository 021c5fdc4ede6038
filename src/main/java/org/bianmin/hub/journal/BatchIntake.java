package org.bianmin.hub.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Stores messages that share a commit, for receivers with nobody to answer: a message that the
 * store refuses for itself is parked and holds up nothing.
 */
@Component
public final class BatchIntake {

  private static final Logger log = LoggerFactory.getLogger(BatchIntake.class);

  /**
   * What is to be given again.
   *
   * @param outage null when it is plainer forms of what was refused, and what comes after them
   */
  private record Left(List<NewMessage> messages, StoreUnavailable outage) {}

  private final Intake intake;

  public BatchIntake(@Qualifier("inboundMessages") Intake intake) {
    this.intake = intake;
  }

  /**
   * Gives all to the journal and waits for the commits.
   *
   * @return those that wait for a store that cannot commit, in their order
   */
  public List<NewMessage> attempt(List<NewMessage> messages) {
    return giveAll(messages).messages();
  }

  /**
   * Gives all to the journal and waits for the commits.
   *
   * @throws StoreUnavailable when not all is durable; giving all again is harmless
   */
  public void store(List<NewMessage> messages) {
    StoreUnavailable outage = giveAll(messages).outage();
    if (outage != null) {
      throw outage;
    }
  }

  /** Every round stores a message, makes one plainer, or meets an outage: it ends. */
  private Left giveAll(List<NewMessage> messages) {
    Left left = new Left(messages, null);
    while (!left.messages().isEmpty() && left.outage() == null) {
      left = give(left.messages());
    }
    return left;
  }

  private Left give(List<NewMessage> messages) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>(messages.size());
    for (NewMessage message : messages) {
      CompletableFuture<Receipt> receipt = receive(message);
      receipts.add(receipt);
      if (receipt.isCompletedExceptionally()) {
        // what follows would overtake it
        break;
      }
    }
    List<NewMessage> left = new ArrayList<>();
    StoreUnavailable outage = null;
    for (int i = 0; i < receipts.size(); i++) {
      try {
        receipts.get(i).join();
      } catch (CompletionException e) {
        NewMessage message = messages.get(i);
        NewMessage plainer = null;
        if (e.getCause() instanceof StoreUnavailable unavailable) {
          outage = unavailable;
        } else {
          plainer = refused(message, e.getCause());
          outage = plainer == null ? notTheMessage(e.getCause()) : outage;
        }
        left.add(plainer == null ? message : plainer);
      }
    }
    left.addAll(messages.subList(receipts.size(), messages.size()));
    return new Left(left, outage);
  }

  private CompletableFuture<Receipt> receive(NewMessage message) {
    try {
      return intake.receive(message);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static NewMessage refused(NewMessage message, Throwable cause) {
    NewMessage plainer = StoreRefusal.plainer(message, cause);
    log.error(
        "hub.sources.{}: the store refuses a message of {} bytes ({}); {}",
        message.source(),
        message.raw().length,
        StoreRefusal.named(cause),
        plainer == null ? "it waits until the store takes it" : "it is parked");
    return plainer;
  }

  private static StoreUnavailable notTheMessage(Throwable cause) {
    return new StoreUnavailable(
        "The store refuses bytes without anything of the sender's beside them ("
            + StoreRefusal.named(cause)
            + "); see the log of the database",
        null);
  }
}
