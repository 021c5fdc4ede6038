package org.bianmin.hub.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.bianmin.hub.trial.Answer;
import org.bianmin.hub.trial.MllpClient;

/**
 * Sends so many messages a second, over fifty connections in turns (an open loop: one that is late
 * sends at once until it is on time again).
 */
final class PacedLoad implements AutoCloseable {

  private static final int LINES = 50;

  private final int port;
  private final long gapNanos;
  private final LongFunction<byte[]> messages;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;
  private volatile String failure;

  PacedLoad(int port, int perSecond, LongFunction<byte[]> messages) {
    this.port = port;
    this.gapNanos = TimeUnit.SECONDS.toNanos(1) * LINES / perSecond;
    this.messages = messages;
  }

  void start() {
    long begin = System.nanoTime();
    for (int line = 0; line < LINES; line++) {
      long first = begin + line * gapNanos / LINES;
      Thread thread = new Thread(() -> send(first), "load-" + line);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void send(long first) {
    try (MllpClient client =
        new MllpClient("127.0.0.1", port, Duration.ofSeconds(10), Duration.ofSeconds(30))) {
      for (long due = first; !stopped; due += gapNanos) {
        LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        Answer answer = client.send(messages.apply(next.getAndIncrement()));
        if (!answer.positive()) {
          throw new IOException("a message was not accepted: " + answer);
        }
        acknowledged.incrementAndGet();
      }
    } catch (IOException e) {
      failure = e.getMessage();
    }
  }

  /**
   * Messages acknowledged since the start.
   *
   * @throws IllegalStateException when a connection has failed
   */
  long acknowledged() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
    return acknowledged.get();
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(60));
    }
  }
}
