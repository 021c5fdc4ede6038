package org.bianmin.hub.receive;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.StoreUnavailable;

/** A journal that commits when told: at once, never, or with a failure. */
final class ScriptedIntake implements Intake {

  final List<NewMessage> messages = new CopyOnWriteArrayList<>();
  final List<CompletableFuture<Receipt>> open = new CopyOnWriteArrayList<>();
  volatile boolean holding;
  volatile RuntimeException failure;

  @Override
  public CompletableFuture<Receipt> receive(NewMessage message) {
    messages.add(message);
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    if (holding) {
      CompletableFuture<Receipt> waiting = new CompletableFuture<>();
      open.add(waiting);
      return waiting;
    }
    return CompletableFuture.completedFuture(new Receipt(messages.size(), false));
  }

  void storeAway() {
    failure = new StoreUnavailable("disk full", null);
  }

  NewMessage last() {
    return messages.get(messages.size() - 1);
  }
}
