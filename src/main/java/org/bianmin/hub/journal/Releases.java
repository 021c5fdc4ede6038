package org.bianmin.hub.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Releases parked messages of one cause, or those that told one code: reads them again with the
 * tables in force, in the background and in steps, so that it can be watched and cancelled. One at
 * a time. What a step has released stays released, whatever becomes of the rest.
 */
@Component
public final class Releases extends Stepwise<Releases.Work> {

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

  private static final int STEP = 200;

  /** Looking at the states of more for each look at the page would cost too much. */
  private static final int LOOKED_AT = 20_000;

  private final ParkedGroups groups;
  private final Replays replays;

  Releases(ParkedGroups groups, Replays replays) {
    super("release");
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
  public Optional<Release> begin(ParkedGroups.Cause what, Messages messages) {
    Work work = new Work(replays, what, messages);
    return begin(work) ? Optional.of(work.now(null)) : Optional.empty();
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

  static final class Work extends Stepwise.Work {
    private final Replays replays;
    private final ParkedGroups.Cause cause;
    private final Messages messages;
    private long total;
    private final List<Long> taken = new ArrayList<>();
    private long released;

    Work(Replays replays, ParkedGroups.Cause cause, Messages messages) {
      this.replays = replays;
      this.cause = cause;
      this.messages = messages;
    }

    @Override
    void steps() {
      long upTo = messages.newest();
      long counted = messages.count();
      synchronized (this) {
        total = counted;
      }
      long after = 0;
      // what is parked again meanwhile has an id that was passed already
      List<Long> step = messages.ids(after, upTo, STEP);
      while (!step.isEmpty() && !cancelled) {
        long count = replays.replay(step).messages();
        synchronized (this) {
          taken.addAll(step);
          released += count;
        }
        after = step.get(step.size() - 1);
        step = messages.ids(after, upTo, STEP);
      }
    }

    synchronized List<Long> ids() {
      return List.copyOf(taken);
    }

    synchronized Release now(Map<MessageState, Long> outcomes) {
      return new Release(id, cause, state, total, released, outcomes);
    }
  }
}
