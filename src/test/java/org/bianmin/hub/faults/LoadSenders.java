package org.bianmin.hub.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bianmin.hub.trial.Answer;
import org.bianmin.hub.trial.MllpClient;

/**
 * Senders as hospitals have them: each keeps its message until it is acknowledged, connects again
 * after a lost connection and sends the same message again. How many messages they may take is the
 * test's to say.
 */
final class LoadSenders implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final long BACKOFF_MILLIS = 25;
  private static final int CONTROL_ID = 9;

  private final Iterator<byte[]> messages;
  private final Semaphore allowed = new Semaphore(0);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final List<MllpClient> clients = new ArrayList<>();
  private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong sentAgain = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicInteger errorsInARow = new AtomicInteger();

  /**
   * Starts senders without a message to send.
   *
   * @param messages taken one by one, by whichever sender is free
   */
  LoadSenders(int port, int connections, Iterator<byte[]> messages) {
    this.messages = messages;
    for (int i = 0; i < connections; i++) {
      MllpClient client = new MllpClient("127.0.0.1", port, CONNECT, ANSWER);
      Thread thread = new Thread(() -> run(client), "load-" + port + "-" + i);
      clients.add(client);
      threads.add(thread);
      thread.start();
    }
  }

  /** Lets the senders take so many more messages. */
  LoadSenders allow(int count) {
    allowed.release(count);
    return this;
  }

  private void run(MllpClient client) {
    try (client) {
      while (stop.getCount() > 0) {
        if (allowed.tryAcquire(50, TimeUnit.MILLISECONDS)) {
          byte[] message = next();
          if (message == null) {
            return;
          }
          deliver(client, message);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized byte[] next() {
    if (!messages.hasNext()) {
      return null;
    }
    taken.incrementAndGet();
    return messages.next();
  }

  private void deliver(MllpClient client, byte[] message) throws InterruptedException {
    for (boolean again = false; stop.getCount() > 0; again = true) {
      if (again) {
        sentAgain.incrementAndGet();
      }
      try {
        if (isOver(client.send(message), message)) {
          return;
        }
      } catch (IOException e) {
        // its fate is unknown, and so it is sent again
      }
      stop.await(BACKOFF_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Whether the sender may forget the message. */
  private boolean isOver(Answer answer, byte[] message) {
    if (answer.positive()) {
      errorsInARow.set(0);
      acknowledged.put(answer.controlId(), message);
      return true;
    }
    if (answer.code().equals("AE") || answer.code().equals("CE")) {
      errors.incrementAndGet();
      errorsInARow.incrementAndGet();
      return false;
    }
    refused.add(answer.code() + " " + answer.controlId());
    return true;
  }

  /** Control ids (MSH-10) of the messages that were answered AA, with their bytes. */
  Map<String, byte[]> acknowledged() {
    return acknowledged;
  }

  Set<String> acknowledgedIds() {
    return Set.copyOf(acknowledged.keySet());
  }

  int acknowledgedCount() {
    return acknowledged.size();
  }

  /** Answers that were neither AA nor AE. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** Messages that some sender has begun to send. */
  long taken() {
    return taken.get();
  }

  /** Whether every message that was begun is acknowledged, and no more may be begun. */
  boolean idle() {
    return allowed.availablePermits() == 0 && taken() == acknowledgedCount() + refused.size();
  }

  /** Whether every message that may be begun is begun. */
  boolean begunAll() {
    return allowed.availablePermits() == 0;
  }

  /** Sends beyond the first of each message. */
  long sentAgain() {
    return sentAgain.get();
  }

  /** Answers AE. */
  long errors() {
    return errors.get();
  }

  /** Answers AE since the last AA. */
  int errorsInARow() {
    return errorsInARow.get();
  }

  /** MSH-10 of a message with the usual delimiters. */
  static String controlId(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1)
        .split("\\|", CONTROL_ID + 2)[CONTROL_ID];
  }

  @Override
  public void close() throws InterruptedException {
    stop.countDown();
    clients.forEach(MllpClient::close);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
