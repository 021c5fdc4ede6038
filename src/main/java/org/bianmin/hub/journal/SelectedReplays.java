package org.bianmin.hub.journal;

import java.util.List;
import java.util.Optional;
import org.bianmin.hub.journal.MessageSearch.Found;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Replays a selection of messages in the background and in steps, so that it can be watched and
 * cancelled. One at a time; what a step has replayed stays so.
 */
@Component
public final class SelectedReplays implements SmartLifecycle {

  /** Pages of the selection, as a list shows them. */
  @FunctionalInterface
  public interface Pages {
    Found page(Long after, int limit);
  }

  /**
   * A replay.
   *
   * @param looked how many messages of the selection were come across
   * @param replayed how many of them were handed to the normalizer; the others waited already
   */
  public record Replay(long id, Releases.State state, long looked, long replayed) {}

  /**
   * How many messages a selection has.
   *
   * @param more whether there are, or may be, more that were not counted
   */
  public record Count(long messages, boolean more) {}

  private static final Logger LOG = LoggerFactory.getLogger(SelectedReplays.class);
  private static final int STEP = 200;
  private static final int COUNTED = 5_000;
  private static final int COUNTED_STEP = 500;

  /** So many pages are read for a count; each looks at a bounded number of rows. */
  private static final int COUNTED_PAGES = 12;

  private final Replays replays;
  private Work work;
  private Thread thread;
  private boolean stopped;

  SelectedReplays(Replays replays) {
    this.replays = replays;
  }

  /** Counts a selection, up to 5,000 messages and no longer than a person likes to wait. */
  public static Count count(Pages pages) {
    long messages = 0;
    Long after = null;
    for (int page = 0; page < COUNTED_PAGES; page++) {
      Found found = pages.page(after, COUNTED_STEP);
      messages += found.rows().size();
      after = found.next();
      if (after == null || messages >= COUNTED) {
        break;
      }
    }
    return new Count(messages, after != null);
  }

  /**
   * Begins one: over what the selection holds now, newest first.
   *
   * @return empty while another is running
   */
  public synchronized Optional<Replay> begin(Pages pages) {
    if (stopped || (work != null && work.state == Releases.State.RUNNING)) {
      return Optional.empty();
    }
    work = new Work(System.currentTimeMillis(), pages);
    thread = new Thread(work, "replay");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(work.now());
  }

  /** The last one, which may be over; empty where there was none since the hub was started. */
  public synchronized Optional<Replay> last() {
    return Optional.ofNullable(work).map(Work::now);
  }

  /** Stops one between two steps; false where it is not running. */
  public synchronized boolean cancel(long id) {
    if (work == null || work.id != id || work.state != Releases.State.RUNNING) {
      return false;
    }
    work.cancelled = true;
    return true;
  }

  private final class Work implements Runnable {
    private final long id;
    private final Pages pages;
    private volatile long looked;
    private volatile long replayed;
    private volatile boolean cancelled;
    private volatile Releases.State state = Releases.State.RUNNING;

    Work(long id, Pages pages) {
      this.id = id;
      this.pages = pages;
    }

    // one thread alone writes the numbers
    @SuppressWarnings("NonAtomicVolatileUpdate")
    @Override
    public void run() {
      try {
        Long after = null;
        do {
          Found found = pages.page(after, STEP);
          List<Long> ids = found.rows().stream().map(MessageRow::id).sorted().toList();
          replayed += replays.replay(ids);
          looked += ids.size();
          after = found.next();
        } while (after != null && !cancelled);
        state = cancelled ? Releases.State.CANCELLED : Releases.State.DONE;
      } catch (StoreUnavailable e) {
        state = Releases.State.FAILED;
        LOG.warn("The replay of selected messages ended: the store takes nothing");
      } catch (RuntimeException e) {
        state = Releases.State.FAILED;
        LOG.error("The replay of selected messages ended", e);
      }
    }

    Replay now() {
      return new Replay(id, state, looked, replayed);
    }
  }

  @Override
  public synchronized void start() {
    stopped = false;
  }

  @Override
  public void stop() {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
      if (work != null) {
        work.cancelled = true;
      }
    }
    if (running != null) {
      try {
        running.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return !stopped;
  }

  /** After the writer, so that it stops before it. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
