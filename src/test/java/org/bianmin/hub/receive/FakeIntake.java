package org.bianmin.hub.receive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.StoreUnavailable;

/** A journal that commits at once on a thread of its own, or when it is told to. */
final class FakeIntake implements Intake, AutoCloseable {

  /** Up to where topics are stored, by id and partition; of all journals of this JVM. */
  static final Map<String, Long> marks = new ConcurrentHashMap<>();

  private final ExecutorService committer = Executors.newSingleThreadExecutor();
  private final List<NewMessage> messages = new ArrayList<>();
  private final List<CompletableFuture<Receipt>> waiting = new ArrayList<>();
  private boolean holding;
  private boolean unavailable;
  private int refused;

  @Override
  public synchronized CompletableFuture<Receipt> receive(NewMessage message) {
    var stored = new CompletableFuture<Receipt>();
    if (unavailable) {
      refused++;
      committer.execute(
          () -> stored.completeExceptionally(new StoreUnavailable("disk full", null)));
      return stored;
    }
    messages.add(message);
    if (message.position() != null) {
      marks.put(
          message.position().topicId() + '/' + message.position().partition(),
          message.position().offset() + 1);
    }
    if (holding) {
      waiting.add(stored);
    } else {
      var receipt = new Receipt(messages.size(), false);
      committer.execute(() -> stored.complete(receipt));
    }
    return stored;
  }

  synchronized void reset() {
    messages.clear();
    waiting.clear();
    holding = false;
    unavailable = false;
    refused = 0;
  }

  synchronized void hold() {
    holding = true;
  }

  synchronized void unavailable(boolean now) {
    unavailable = now;
  }

  /** Commits what was held, the last one first. */
  synchronized void commitBackwards() {
    Collections.reverse(waiting);
    for (CompletableFuture<Receipt> stored : waiting) {
      committer.execute(() -> stored.complete(new Receipt(1, false)));
    }
    waiting.clear();
    holding = false;
  }

  synchronized int refused() {
    return refused;
  }

  synchronized List<NewMessage> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void close() {
    committer.shutdownNow();
  }
}
