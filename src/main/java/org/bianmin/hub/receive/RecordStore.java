package org.bianmin.hub.receive;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stores messages that share a commit, and tells which of them have to be given again. */
@Component
final class RecordStore {

  private static final Logger log = LoggerFactory.getLogger(RecordStore.class);

  private final Intake intake;

  RecordStore(Intake intake) {
    this.intake = intake;
  }

  /**
   * Gives all to the journal and waits for the commits.
   *
   * @return those that are not stored, in their order; a message that the store refuses comes back
   *     as a parked one
   */
  List<NewMessage> attempt(String source, List<NewMessage> messages) {
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
    for (int i = 0; i < receipts.size(); i++) {
      try {
        receipts.get(i).join();
      } catch (CompletionException e) {
        left.add(again(source, messages.get(i), e.getCause()));
      }
    }
    left.addAll(messages.subList(receipts.size(), messages.size()));
    return left;
  }

  private CompletableFuture<Receipt> receive(NewMessage message) {
    try {
      return intake.receive(message);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static NewMessage again(String source, NewMessage message, Throwable cause) {
    if (cause instanceof StoreUnavailable) {
      return message;
    }
    // the class only: the database's texts may quote the message
    log.error(
        "hub.sources.{}: the store refuses a message of {} bytes ({}); it is parked",
        source,
        message.raw().length,
        cause.getClass().getName());
    return message.parked() != null
        ? message
        : new NewMessage(
            message.source(),
            message.facility(),
            message.format(),
            message.controlId(),
            "",
            null,
            message.receivedAt(),
            message.raw(),
            new Parked(
                "store",
                "The store refused it ("
                    + cause.getClass().getSimpleName()
                    + "); tell the hub's operator, and replay it",
                null),
            null);
  }
}
