package org.bianmin.hub.indicator.block;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bianmin.hub.store.Worker;

/**
 * Builds dirty days in the background, newest first. What waits is in the tables, so that a restart
 * forgets none. A day that changes all the time is built again only after a while; who asks for it
 * has it built at once.
 */
final class BuildingDays extends Worker {

  /** After the writer, before the normalizer: what it tells is marked. */
  static final int PHASE = -1900;

  private static final long FOLD_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOOK_SECONDS = 20;
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long BROKEN_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** A day takes at most the 20th part of the worker's time. */
  private static final int REST_PER_BUILD = 20;

  /** More than there are days that change all the time, in all types. */
  private static final int AT_ONCE = 500;

  private static final int REMEMBERED = 10_000;

  /** When a part may be built again, by {@link System#nanoTime}. */
  private static final class Rests extends LinkedHashMap<Part, Long> {

    @Override
    protected boolean removeEldestEntry(Map.Entry<Part, Long> eldest) {
      return size() > REMEMBERED;
    }
  }

  private final EarlierDays earlier;
  private final OtherLayouts layouts;
  private final Dirt dirt;
  private final BlockBuilding building;
  private final BlockTypes types;
  private final LongSupplier nanos;
  private final Rests rests = new Rests();

  /**
   * The worker.
   *
   * @param nanos a clock that only goes on, nanoseconds
   */
  BuildingDays(
      EarlierDays earlier,
      OtherLayouts layouts,
      Dirt dirt,
      BlockBuilding building,
      BlockTypes types,
      LongSupplier nanos) {
    super("day-blocks", PHASE);
    this.earlier = earlier;
    this.layouts = layouts;
    this.dirt = dirt;
    this.building = building;
    this.types = types;
    this.nanos = nanos;
  }

  @Override
  protected void turn() throws InterruptedException {
    earlier.seed();
    long from = System.nanoTime();
    boolean resting = work();
    // transactions of a second are folded together
    long pause = FOLD_NANOS - (System.nanoTime() - from);
    if (pause > 0) {
      TimeUnit.NANOSECONDS.sleep(pause);
    }
    if (!resting) {
      awaitNews(LOOK_SECONDS);
    }
  }

  /**
   * Folds the marks, looks for days of another layout, and builds what is dirty and does not rest.
   *
   * @return whether dirty days are left that rest
   */
  boolean work() {
    layouts.look();
    dirt.fold();
    for (String type : types.whoseVoidsMatter()) {
      List<Part> parts = dirt.voids(type).stream().map(DirtyPart::of).distinct().toList();
      parts.forEach(this::buildUnlessResting);
    }
    List<Part> newest = dirt.newest(AT_ONCE);
    boolean built = false;
    for (Part part : newest) {
      if (stopping()) {
        return false;
      }
      built |= buildUnlessResting(part);
    }
    if (built) {
      // there may be more, and what has changed meanwhile comes first
      soon();
    }
    return !built && !newest.isEmpty();
  }

  private boolean buildUnlessResting(Part part) {
    long from = nanos.getAsLong();
    Long until = rests.get(part);
    if (until != null && until - from > 0) {
      return false;
    }
    long rest = building.build(part) ? REST_NANOS : BROKEN_NANOS;
    long to = nanos.getAsLong();
    rests.remove(part);
    rests.put(part, to + Math.max(rest, REST_PER_BUILD * (to - from)));
    return true;
  }
}
