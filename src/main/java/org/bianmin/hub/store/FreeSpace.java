package org.bianmin.hub.store;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the disk of the embedded store, so that the hub stops taking messages before it is full.
 */
public final class FreeSpace {

  private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);
  private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

  private static final long SAMPLE_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long KNOWN_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

  private record Sample(long at, long bytes) {}

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();
  private final Path folder;
  private final long floor;
  private volatile long lookedAt;
  private volatile boolean enough = true;

  FreeSpace(Path folder, long floor) {
    this.folder = folder;
    this.floor = floor;
    look();
  }

  /** Whether there is room for more messages; looks at the disk at most once a second. */
  public boolean enough() {
    if (System.nanoTime() - lookedAt > LOOK_EVERY_NANOS) {
      look();
    }
    return enough;
  }

  /** Bytes left on the disk of the embedded store; -1 where the store is elsewhere. */
  public long left() {
    return folder == null ? -1 : folder.toFile().getUsableSpace();
  }

  /** Bytes that the files of the embedded store take; -1 where the store is elsewhere. */
  public long taken() {
    if (folder == null) {
      return -1;
    }
    return folder.resolve("hub.db").toFile().length()
        + folder.resolve("hub.db-wal").toFile().length();
  }

  /** Bytes below which no messages are taken. */
  public long floor() {
    return floor;
  }

  /**
   * How fast the store has grown within the last day, as far as this process has seen it.
   *
   * @return bytes a day; -1 while that is not known, in the first minutes
   */
  public synchronized long growth() {
    Sample first = samples.peekFirst();
    long passed = first == null ? 0 : System.nanoTime() - first.at();
    return passed < KNOWN_NANOS
        ? -1
        : Math.max(0, (long) ((taken() - first.bytes()) * (double) DAY_NANOS / passed));
  }

  private synchronized void sample() {
    Sample newest = samples.peekLast();
    if (folder != null && (newest == null || lookedAt - newest.at() > SAMPLE_NANOS)) {
      samples.addLast(new Sample(lookedAt, taken()));
      if (lookedAt - samples.getFirst().at() > DAY_NANOS) {
        samples.removeFirst();
      }
    }
  }

  private void look() {
    lookedAt = System.nanoTime();
    sample();
    boolean now = folder == null || folder.toFile().getUsableSpace() >= floor;
    if (now != enough) {
      LOG.warn(
          now
              ? "There is room on the disk of hub.data again; messages are taken"
              : "Less than hub.store.min-free is left on the disk of hub.data; messages are refused"
                  + " until there is room");
    }
    enough = now;
  }
}
