package org.bianmin.hub.alert;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bianmin.hub.store.Commands;
import org.bianmin.hub.store.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what happens to incidents. Of several nodes on one store one tells; when it is gone,
 * another does after a while. A channel that is slow delays no other and never the watch.
 */
final class Teller extends Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

  /** After the watch, which makes work for it. */
  private static final int PHASE = Integer.MAX_VALUE - 90;

  private static final long SECONDS = 3;
  private static final long HELD = Duration.ofSeconds(30).toMillis();

  /** How often what lasts is looked at. */
  private static final long LASTING = Duration.ofSeconds(30).toMillis();

  private final Spreading spreading;
  private final ChannelRuns runs;
  private final Commands commands;
  private final Map<String, ChannelProperties> channels;
  private final Clock clock;
  private final String node = UUID.randomUUID().toString();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService calls =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "alert-channel");
            thread.setDaemon(true);
            return thread;
          });
  private long lastingAt;

  Teller(
      Spreading spreading,
      ChannelRuns runs,
      Commands commands,
      Map<String, ChannelProperties> channels,
      Clock clock) {
    super("alert-teller", PHASE);
    this.spreading = spreading;
    this.runs = runs;
    this.commands = commands;
    this.channels = channels;
    this.clock = clock;
  }

  @Override
  public boolean isAutoStartup() {
    return !channels.isEmpty();
  }

  @Override
  protected void turn() throws InterruptedException {
    awaitNews(SECONDS);
    if (spread()) {
      List<Future<?>> unused = call();
    }
  }

  /** Whether it is this node's turn to tell. */
  boolean spread() {
    long now = clock.millis();
    boolean lasting = now - lastingAt >= LASTING || now < lastingAt;
    boolean ours =
        commands.execute(
            session -> {
              if (!Lease.TELL.take(session, node, now + HELD, now)) {
                return false;
              }
              spreading.news(session, now);
              if (lasting) {
                spreading.lasting(session, now);
              }
              return true;
            });
    if (ours && lasting) {
      lastingAt = now;
    }
    return ours;
  }

  /** Begins a run of each channel that has none. */
  List<Future<?>> call() {
    List<Future<?>> begun = new ArrayList<>();
    channels.forEach(
        (id, channel) -> {
          if (busy.add(id)) {
            begun.add(calls.submit(() -> run(id, channel)));
          }
        });
    return begun;
  }

  private void run(String id, ChannelProperties channel) {
    try {
      runs.run(id, channel);
    } catch (RuntimeException e) {
      // what was taken comes again; the log must not carry what a receiver says
      LOG.warn("The channel {} failed ({}); trying again", id, e.getClass().getSimpleName());
    } finally {
      busy.remove(id);
    }
  }
}
