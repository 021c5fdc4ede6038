package org.bianmin.hub.normalize;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.Mappings;
import org.bianmin.hub.store.TallyQueries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Draft runs: the journal read with mapping files that are not in force, in the background, one at
 * a time. Messages, facts, deliveries and worklists are not touched.
 */
@Component
public final class DraftRuns implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DraftRuns.class);

  private final DraftSets drafts;
  private final DraftRunRows rows;
  private final Mappings mappings;
  private final MessageQueries journal;
  private final TallyQueries tallies;
  private final Sources sources;
  private final Hl7Charsets charsets;
  private volatile DraftReading reading;
  private Thread thread;
  private volatile boolean running;

  DraftRuns(
      DraftSets drafts,
      DraftRunRows rows,
      Mappings mappings,
      MessageQueries journal,
      TallyQueries tallies,
      Sources sources,
      Hl7Charsets charsets) {
    this.drafts = drafts;
    this.rows = rows;
    this.mappings = mappings;
    this.journal = journal;
    this.tallies = tallies;
    this.sources = sources;
    this.charsets = charsets;
  }

  /** Names of the drafts that can be tried, sorted. */
  public List<String> drafts() {
    return drafts.names();
  }

  /** Starts a run; it goes on in the background when this returns. */
  public synchronized DraftStart start(DraftWish wish) {
    DraftSets.Draft draft;
    try {
      draft = drafts.read(wish.folder());
    } catch (DraftSets.NotADraft e) {
      return new DraftStart.NoFolder(e.getMessage());
    }
    if (!draft.problems().isEmpty()) {
      return new DraftStart.Problems(List.copyOf(draft.problems()));
    }
    MappingSet inForce = mappings.inForce();
    long expected =
        tallies.sum("journal", "received", wish.source(), wish.from(), Math.max(0, wish.to() - 1));
    DraftRun.Tried tried =
        new DraftRun.Tried(
            draft.name(),
            draft.set().hash(),
            inForce.hash(),
            wish.source(),
            wish.from(),
            wish.to(),
            System.currentTimeMillis());
    Optional<Long> id = rows.begin(tried, expected);
    if (id.isEmpty()) {
      return new DraftStart.Busy(rows.running().orElse(0L));
    }
    DraftRun run =
        new DraftRun(
            id.get(),
            tried,
            DraftState.RUNNING,
            tried.startedAt(),
            null,
            0,
            expected,
            false,
            null,
            null);
    read(run, inForce, draft.set());
    LOG.info("Draft run {} of {} begins: {} messages", run.id(), tried.folder(), expected);
    return new DraftStart.Begun(run);
  }

  private void read(DraftRun run, MappingSet inForce, MappingSet draft) {
    DraftRun.Tried tried = run.tried();
    reading =
        new DraftReading(
            run,
            journal.walk(tried.source(), tried.from(), tried.to()),
            new MessageNormalizer(sources, charsets, inForce),
            new MessageNormalizer(sources, charsets, draft),
            new DifferenceTally(inForce, draft),
            journal,
            rows);
    thread = new Thread(reading, "draft-run");
    thread.setDaemon(true);
    thread.start();
  }

  /** Asks a run to stop; false when it does not run in this hub. */
  public boolean cancel(long id) {
    DraftReading current = reading;
    if (current == null || current.id() != id || current.over()) {
      return false;
    }
    current.stop(DraftState.CANCELLED);
    return true;
  }

  /** A run as it stands, with its difference. */
  public Optional<DraftRun> find(long id) {
    DraftReading current = reading;
    return current != null && current.id() == id
        ? Optional.of(current.now())
        : rows.find(id).map(DraftRuns::alive);
  }

  /**
   * Runs, the newest first, without their differences.
   *
   * @param after id of the last run of the page before, null for the first page
   */
  public List<DraftRun> page(Long after, int limit) {
    DraftReading current = reading;
    return rows.page(after, limit).stream()
        .map(
            run ->
                current != null && current.id() == run.id() && !current.over()
                    ? current.standing(null)
                    : alive(run))
        .toList();
  }

  /** What gave no sign of life for long was ended with its hub. */
  private static DraftRun alive(DraftRun run) {
    boolean silent =
        run.state() == DraftState.RUNNING
            && System.currentTimeMillis() - run.seenAt() > DraftRunRows.SILENT_MILLIS;
    return silent
        ? new DraftRun(
            run.id(),
            run.tried(),
            DraftState.INTERRUPTED,
            run.seenAt(),
            run.seenAt(),
            run.messages(),
            run.expected(),
            false,
            DraftRunRows.STOPPED,
            run.difference())
        : run;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public synchronized void stop() {
    running = false;
    DraftReading current = reading;
    if (current != null) {
      current.stop(DraftState.INTERRUPTED);
      try {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the writer, which takes the ends of runs; stops before it. */
  @Override
  public int getPhase() {
    return -1000;
  }
}
