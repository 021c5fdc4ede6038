package org.bianmin.hub.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.bianmin.hub.trial.Answer;
import org.bianmin.hub.trial.MllpClient;

/** Sends messages over several connections, each waiting for its answer before the next. */
final class Sending {

  private final MessageFiles messages;
  private final Supplier<MllpClient> clients;
  private final double rate;
  private final LongConsumer progress;
  private final AckTally tally = new AckTally();
  private final Latencies latencies = new Latencies();
  private final AtomicLong started = new AtomicLong();
  private volatile boolean aborted;
  private long beginNanos;
  private long endNanos;

  /**
   * Prepares a run.
   *
   * @param rate messages per second over all connections, 0 for as many as the receiver answers
   * @param progress told the weight of each message done
   */
  Sending(MessageFiles messages, Supplier<MllpClient> clients, double rate, LongConsumer progress) {
    this.messages = messages;
    this.clients = clients;
    this.rate = rate;
    this.progress = progress;
  }

  /**
   * Sends all messages.
   *
   * @throws IOException no connection, or a file that cannot be read; what was sent is in the tally
   */
  void run(int connections) throws IOException, InterruptedException {
    beginNanos = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<Void>> runs = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        runs.add(
            threads.submit(
                () -> {
                  sendOnOneConnection();
                  return null;
                }));
      }
      await(runs);
    } finally {
      threads.shutdownNow();
      endNanos = System.nanoTime();
    }
  }

  AckTally tally() {
    return tally;
  }

  Latencies latencies() {
    return latencies;
  }

  double seconds() {
    return (endNanos - beginNanos) / 1e9;
  }

  private void sendOnOneConnection() throws IOException, InterruptedException {
    try (MllpClient client = clients.get()) {
      client.connect();
      for (Outgoing next = messages.next(); next != null && !aborted; next = messages.next()) {
        pace();
        client.connect();
        send(client, next);
        progress.accept(next.weight());
      }
    } catch (IOException | RuntimeException e) {
      aborted = true;
      throw e;
    }
  }

  private void send(MllpClient client, Outgoing message) {
    long before = System.nanoTime();
    try {
      Answer answer = client.send(message.bytes());
      latencies.add(System.nanoTime() - before);
      tally.answered(message, answer);
    } catch (IOException e) {
      tally.unanswered(message, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void pace() throws InterruptedException {
    if (rate > 0) {
      long due = beginNanos + (long) (started.getAndIncrement() * 1e9 / rate);
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
  }

  /** Waits for every connection, then reports the first failure. */
  private static void await(List<Future<Void>> runs) throws IOException, InterruptedException {
    IOException failure = null;
    for (Future<Void> run : runs) {
      try {
        run.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof IOException cause)) {
          throw new IllegalStateException(e.getCause());
        }
        failure = failure == null ? cause : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
