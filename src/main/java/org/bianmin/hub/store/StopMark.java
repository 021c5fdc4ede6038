package org.bianmin.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file in the data folder that is there while the hub runs: found at a start, it was killed. */
public final class StopMark {

  private static final Logger LOG = LoggerFactory.getLogger(StopMark.class);

  private final Path file;
  private final boolean unclean;

  StopMark(DataFolder folder) {
    this.file = folder.data().resolve("running");
    this.unclean = Files.exists(file);
    try {
      Files.writeString(file, Long.toString(System.currentTimeMillis()));
    } catch (IOException e) {
      LOG.debug("The mark of a running hub cannot be written", e);
    }
  }

  /** Whether the hub was killed, or the machine was, before this start. */
  public boolean unclean() {
    return unclean;
  }

  void stopped() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("The mark of a running hub cannot be deleted", e);
    }
  }
}
