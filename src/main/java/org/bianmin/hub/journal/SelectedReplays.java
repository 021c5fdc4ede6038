package org.bianmin.hub.journal;

import java.util.List;
import java.util.Optional;
import org.bianmin.hub.journal.MessageSearch.Found;
import org.springframework.stereotype.Component;

/**
 * Replays a selection of messages in the background and in steps, so that it can be watched and
 * cancelled. One at a time; what a step has replayed stays so.
 */
@Component
public final class SelectedReplays extends Stepwise<SelectedReplays.Work> {

  /** Pages of the selection, as a list shows them. */
  @FunctionalInterface
  public interface Pages {
    Found page(Long after, int limit);
  }

  /**
   * A replay.
   *
   * @param looked how many messages of the selection were come across
   * @param replayed how many of them were handed to the normalizer; the others waited already, or
   *     are pruned
   * @param pruned how many cannot be read again, since their raw bytes are pruned
   */
  public record Replay(long id, Releases.State state, long looked, long replayed, long pruned) {}

  /**
   * How many messages a selection has.
   *
   * @param more whether there are, or may be, more that were not counted
   */
  public record Count(long messages, boolean more) {}

  private static final int STEP = 200;
  private static final int COUNTED = 5_000;
  private static final int COUNTED_STEP = 500;

  /** So many pages are read for a count; each looks at a bounded number of rows. */
  private static final int COUNTED_PAGES = 12;

  private final Replays replays;

  SelectedReplays(Replays replays) {
    super("replay");
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
  public Optional<Replay> begin(Pages pages) {
    Work work = new Work(replays, pages);
    return begin(work) ? Optional.of(work.now()) : Optional.empty();
  }

  /** The last one, which may be over; empty where there was none since the hub was started. */
  public Optional<Replay> last() {
    return Optional.ofNullable(current()).map(Work::now);
  }

  static final class Work extends Stepwise.Work {
    private final Replays replays;
    private final Pages pages;
    private volatile long looked;
    private volatile long replayed;
    private volatile long pruned;

    Work(Replays replays, Pages pages) {
      this.replays = replays;
      this.pages = pages;
    }

    // one thread alone writes the numbers
    @SuppressWarnings("NonAtomicVolatileUpdate")
    @Override
    void steps() {
      Long after = null;
      do {
        Found found = pages.page(after, STEP);
        List<Long> ids = found.rows().stream().map(MessageRow::id).sorted().toList();
        Replays.Again again = replays.replay(ids);
        replayed += again.messages();
        pruned += again.pruned();
        looked += ids.size();
        after = found.next();
      } while (after != null && !cancelled);
    }

    Replay now() {
      return new Replay(id, state, looked, replayed, pruned);
    }
  }
}
