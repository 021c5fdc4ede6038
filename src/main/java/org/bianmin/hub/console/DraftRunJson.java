package org.bianmin.hub.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.bianmin.hub.normalize.Difference;
import org.bianmin.hub.normalize.DraftRun;
import org.bianmin.hub.normalize.DraftState;

/**
 * A draft run in the API. Times are RFC 3339.
 *
 * @param folder of the draft, below {@code hub.drafts}
 * @param draft, inForce content hashes of the two sets
 * @param partial whether the difference is of a part of the messages only
 * @param difference left out in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DraftRunJson(
    long id,
    String folder,
    DraftState state,
    String reason,
    String draft,
    String inForce,
    String source,
    String from,
    String to,
    String startedAt,
    String endedAt,
    Progress progress,
    boolean partial,
    Difference difference) {

  /**
   * How far it is.
   *
   * @param messages read
   * @param expected to be read; a few more or less until it is done
   * @param perSecond messages a second since the start
   * @param endsAt when it will be done at this pace, while it runs
   * @param waits whether it gives way to messages that wait to be normalized
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Progress(long messages, long expected, long perSecond, String endsAt, boolean waits) {}

  private static final long SECOND = 1000;

  static DraftRunJson of(DraftRun run, Times times) {
    DraftRun.Tried tried = run.tried();
    return new DraftRunJson(
        run.id(),
        tried.folder(),
        run.state(),
        run.reason(),
        tried.draft(),
        tried.inForce(),
        tried.source(),
        times.text(tried.from()),
        times.text(tried.to()),
        times.text(tried.startedAt()),
        times.text(run.endedAt()),
        progress(run, times),
        run.state() != DraftState.DONE,
        run.difference());
  }

  private static Progress progress(DraftRun run, Times times) {
    long worked = Math.max(1, run.seenAt() - run.tried().startedAt());
    Long endsAt = null;
    if (run.state() == DraftState.RUNNING && run.messages() > 0) {
      double left = (double) (run.expected() - run.messages()) / run.messages();
      endsAt = run.seenAt() + (long) (left * worked);
    }
    return new Progress(
        run.messages(),
        run.expected(),
        run.messages() * SECOND / worked,
        times.text(endsAt),
        run.waits());
  }
}
