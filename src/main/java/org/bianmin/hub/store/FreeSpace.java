package org.bianmin.hub.store;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the disk of the embedded store, so that the hub stops taking messages before it is full.
 */
public final class FreeSpace {

  private static final Logger LOG = LoggerFactory.getLogger(FreeSpace.class);
  private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

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

  private void look() {
    lookedAt = System.nanoTime();
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
