package org.bianmin.hub.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.facts.Documents;
import org.bianmin.hub.facts.MeasureEvents;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.InboundMessages;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.GroupCommit;
import org.bianmin.hub.store.Lane;
import org.bianmin.hub.store.StoreUnavailable;
import org.bianmin.hub.telemetry.MessageTraces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes waiting messages, normalizes them, and hands what they tell to the writer. */
@Component
@EnableConfigurationProperties(NormalizeProperties.class)
public final class Normalizer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Normalizer.class);
  private static final int TAKE = 64;
  private static final int PER_COMMIT = 256;
  private static final int QUEUED = 2048;
  private static final long QUEUED_BYTES = 32L << 20;
  private static final long WAIT_MILLIS = 200;
  private static final long RETRY_MILLIS = 500;

  private final InboundMessages journal;
  private final MeasureEvents events;
  private final Mappings mappings;
  private final Sources sources;
  private final Hl7Charsets charsets;
  private final NormalizeProperties properties;
  private final MessageTraces traces;
  private final Lane<NormalizeLane.Item> lane;
  private final List<Thread> threads = new ArrayList<>();
  private ScheduledExecutorService retries;
  private volatile MessageNormalizer normalizer;
  private volatile boolean running;

  Normalizer(
      InboundMessages journal,
      MeasureEvents events,
      Documents documents,
      Mappings mappings,
      Sources sources,
      Hl7Charsets charsets,
      NormalizeProperties properties,
      GroupCommit commits,
      MessageTraces traces) {
    this.traces = traces;
    this.journal = journal;
    this.events = events;
    this.mappings = mappings;
    this.sources = sources;
    this.charsets = charsets;
    this.properties = properties;
    this.lane =
        commits.lane(
            "normalize",
            new NormalizeLane(events, documents, this::failed, new NormalizeSpans(traces)),
            PER_COMMIT,
            QUEUED,
            QUEUED_BYTES);
  }

  @Override
  public void start() {
    running = true;
    retries = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "normalize-retries"));
    for (int i = 0; i < properties.threads(); i++) {
      Thread thread = new Thread(this::run, "normalize-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  private void run() {
    while (running) {
      try {
        for (JournalRow row : journal.waiting().take(TAKE, WAIT_MILLIS)) {
          normalize(row);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // the table cannot be read at the moment: what waits stays in it
        LOG.warn("Cannot read waiting messages; trying again", e);
        pause();
      }
    }
  }

  private void normalize(JournalRow row) {
    NormalizeLane.Item item;
    boolean traced = traces.samples(row.id());
    long from = traced ? System.nanoTime() : 0;
    try {
      MessageNormalizer current = current();
      item = new NormalizeLane.Item(row, current.normalize(row), current.mapping(), events);
    } catch (OutOfMemoryError e) {
      // many large messages at a time: it is read again when others have given their memory back
      LOG.error("No memory left to read message {}; trying again", row.id(), e);
      later(() -> journal.waiting().waiting(row.id()));
      return;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      // the thread must outlive it: while it is gone nothing is normalized, and nobody is told
      LOG.error("Message {} cannot be normalized", row.id(), e);
      item = new NormalizeLane.Item(row, Outcome.failed(e), mappings.inForce().hash(), events);
    }
    if (traced) {
      item.readFrom = from;
      item.readTo = System.nanoTime();
    }
    submit(item);
  }

  private void submit(NormalizeLane.Item item) {
    try {
      lane.submit(item, item.bytes());
    } catch (StoreUnavailable e) {
      // shutting down: the message is still RECEIVED and is read from its table at the next start
      running = false;
    }
  }

  private void failed(NormalizeLane.Item item, Exception cause) {
    if (cause instanceof StoreUnavailable) {
      later(() -> journal.waiting().waiting(item.row.id()));
      return;
    }
    LOG.error("What message {} tells cannot be stored", item.row.id(), cause);
    Parked parked =
        new Parked("store", "the store refuses what it tells; see the log, and report it", null);
    later(() -> submit(parked(item, parked)));
  }

  private NormalizeLane.Item parked(NormalizeLane.Item item, Parked parked) {
    var instead =
        new NormalizeLane.Item(
            item.row, new Outcome.Unmappable(parked, null), item.mapping, events);
    instead.readFrom = item.readFrom;
    instead.readTo = item.readTo;
    return instead;
  }

  private void later(Runnable task) {
    if (running) {
      ScheduledFuture<?> unused = retries.schedule(task, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private MessageNormalizer current() {
    MappingSet set = mappings.inForce();
    MessageNormalizer current = normalizer;
    if (current == null || !current.mapping().equals(set.hash())) {
      current = new MessageNormalizer(sources, charsets, set, events.keepsIdentities());
      normalizer = current;
    }
    return current;
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  @Override
  public void stop() {
    running = false;
    retries.shutdownNow();
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the writer, before the routes. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
