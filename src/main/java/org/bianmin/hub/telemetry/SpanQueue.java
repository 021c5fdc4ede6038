package org.bianmin.hub.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spans on their way to the collector. Whoever ends one never waits: what does not fit into the
 * queue, and what the collector does not take, is dropped and counted.
 */
final class SpanQueue implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);

  private static final int PER_CALL = 512;
  private static final long LINGER_MILLIS = 500;

  private final BlockingQueue<EndedSpan> waiting;
  private final SpanExporter exporter;
  private final Duration timeout;
  private final Counter sent = counter("sent");
  private final Counter dropped = counter("dropped");
  private final Thread thread = new Thread(this::run, "telemetry-spans");
  private volatile boolean closed;
  private boolean away;

  SpanQueue(SpanExporter exporter, int capacity, Duration timeout) {
    this.exporter = exporter;
    this.timeout = timeout;
    this.waiting = new ArrayBlockingQueue<>(capacity);
    thread.setDaemon(true);
  }

  private static Counter counter(String outcome) {
    return Counter.builder("hub.tracing.spans")
        .description("Spans of traced messages, by whether the collector took them")
        .tag("outcome", outcome)
        .register(Metrics.globalRegistry);
  }

  void start() {
    thread.start();
  }

  void add(EndedSpan span) {
    if (closed || !waiting.offer(span)) {
      dropped.increment();
    }
  }

  private void run() {
    List<SpanData> spans = new ArrayList<>(PER_CALL);
    try {
      while (!closed || !waiting.isEmpty()) {
        EndedSpan first = waiting.poll(LINGER_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          spans.add(first);
          waiting.drainTo(spans, PER_CALL - 1);
          send(spans);
          spans.clear();
        }
      }
    } catch (InterruptedException e) {
      dropped.increment(spans.size() + waiting.size());
    }
  }

  private void send(List<SpanData> spans) throws InterruptedException {
    boolean taken;
    try {
      CompletableResultCode call = exporter.export(List.copyOf(spans));
      call.join(timeout.toMillis(), TimeUnit.MILLISECONDS);
      taken = call.isSuccess();
    } catch (RuntimeException e) {
      taken = false;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    (taken ? sent : dropped).increment(spans.size());
    if (taken == away) {
      away = !taken;
      if (away) {
        LOG.warn("hub.tracing.endpoint takes no spans; they are dropped until it does");
      } else {
        LOG.info("hub.tracing.endpoint takes spans again");
      }
    }
  }

  /** Sends what waits, for as long as one call may take. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(timeout.toMillis());
      thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exporter.shutdown();
  }
}
