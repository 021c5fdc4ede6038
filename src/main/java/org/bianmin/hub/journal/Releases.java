package org.bianmin.hub.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Releases parked messages of one cause, or those that told one code: reads them again with the
 * tables in force, in the background and in steps, so that it can be watched and cancelled. One at
 * a time. What a step has released stays released, whatever becomes of the rest.
 */
@Component
public final class Releases implements SmartLifecycle {

  /** How a release stands. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED,
    FAILED
  }

  /**
   * A release.
   *
   * @param total how many messages there were when it began; 0 until they are counted
   * @param released how many of these were handed to the normalizer
   * @param outcomes states of the released ones now; null where they are too many to look at
   */
  public record Release(
      long id,
      ParkedGroups.Cause cause,
      State state,
      long total,
      long released,
      Map<MessageState, Long> outcomes) {}

  /** The messages of a release. */
  public interface Messages {

    /** Id of the newest there is now, 0 where there is none; later ones are none of its. */
    long newest();

    /** How many there are now. */
    long count();

    /**
     * Some of them, by id.
     *
     * @param after id of the last that was taken, 0 at first
     * @param upTo what {@link #newest} answered when the release began
     */
    List<Long> ids(long after, long upTo, int limit);
  }

  private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
  private static final int STEP = 200;

  /** Looking at the states of more for each look at the page would cost too much. */
  private static final int LOOKED_AT = 20_000;

  private final ParkedGroups groups;
  private final Replays replays;
  private Work work;
  private Thread thread;
  private boolean stopped;

  Releases(ParkedGroups groups, Replays replays) {
    this.groups = groups;
    this.replays = replays;
  }

  /**
   * Begins one.
   *
   * @return empty while another is running
   */
  public Optional<Release> begin(ParkedGroups.Cause cause) {
    return begin(
        cause,
        new Messages() {
          @Override
          public long newest() {
            return groups.newest();
          }

          @Override
          public long count() {
            return groups.count(cause);
          }

          @Override
          public List<Long> ids(long after, long upTo, int limit) {
            return groups.ids(cause, after, upTo, limit);
          }
        });
  }

  /**
   * Begins one of messages that another room knows.
   *
   * @param what what they have in common, for people
   * @return empty while another is running
   */
  public synchronized Optional<Release> begin(ParkedGroups.Cause what, Messages messages) {
    if (stopped || (work != null && work.state == State.RUNNING)) {
      return Optional.empty();
    }
    work = new Work(System.currentTimeMillis(), what, messages);
    thread = new Thread(work, "release");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(work.now(null));
  }

  /** The last one, which may be over; empty where there was none since the hub was started. */
  public Optional<Release> last() {
    Work last = current();
    if (last == null) {
      return Optional.empty();
    }
    List<Long> ids = last.ids();
    return Optional.of(last.now(ids.size() > LOOKED_AT ? null : groups.states(ids)));
  }

  /** Stops one between two steps; false where it is not running. */
  public boolean cancel(long id) {
    Work running = current();
    if (running == null || running.id != id || running.state != State.RUNNING) {
      return false;
    }
    running.cancelled = true;
    return true;
  }

  private synchronized Work current() {
    return work;
  }

  private final class Work implements Runnable {
    private final long id;
    private final ParkedGroups.Cause cause;
    private final Messages messages;
    private long total;
    private final List<Long> taken = new ArrayList<>();
    private long released;
    private volatile boolean cancelled;
    private volatile State state = State.RUNNING;

    Work(long id, ParkedGroups.Cause cause, Messages messages) {
      this.id = id;
      this.cause = cause;
      this.messages = messages;
    }

    @Override
    public void run() {
      try {
        long upTo = messages.newest();
        long counted = messages.count();
        synchronized (this) {
          total = counted;
        }
        long after = 0;
        // what is parked again meanwhile has an id that was passed already
        List<Long> step = messages.ids(after, upTo, STEP);
        while (!step.isEmpty() && !cancelled) {
          long count = replays.replay(step);
          synchronized (this) {
            taken.addAll(step);
            released += count;
          }
          after = step.get(step.size() - 1);
          step = messages.ids(after, upTo, STEP);
        }
        state = cancelled ? State.CANCELLED : State.DONE;
      } catch (StoreUnavailable e) {
        state = State.FAILED;
        LOG.warn("The release of parked messages ended: the store takes nothing");
      } catch (RuntimeException e) {
        state = State.FAILED;
        LOG.error("The release of parked messages ended", e);
      }
    }

    synchronized List<Long> ids() {
      return List.copyOf(taken);
    }

    synchronized Release now(Map<MessageState, Long> outcomes) {
      return new Release(id, cause, state, total, released, outcomes);
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
        running.join(TimeUnit.SECONDS.toMillis(10));
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
