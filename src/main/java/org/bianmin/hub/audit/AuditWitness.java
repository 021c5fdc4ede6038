package org.bianmin.hub.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bianmin.hub.store.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Remembers outside of the store the last entry that this node has written, so that it shows when
 * the end of the chain is cut off or the store is replaced by an older copy.
 */
@Component
public final class AuditWitness {

  /**
   * The last entry seen.
   *
   * @param mac hex
   */
  record Seen(long entry, String mac) {}

  private static final Logger LOG = LoggerFactory.getLogger(AuditWitness.class);
  private static final String FILE = "audit.head";

  private final Path file;
  private Seen last;
  private boolean read;
  private boolean broken;

  @Autowired
  public AuditWitness(DataFolder folder) {
    this.file = folder.data().resolve(FILE);
  }

  /**
   * An entry of this node is durable.
   *
   * @param fits whether the one before that this node remembers is still there; if not, what it
   *     remembers is kept, since it is the proof
   */
  synchronized void saw(AuditEntry entry, boolean fits) {
    if (!fits) {
      if (!broken) {
        broken = true;
        LOG.error(
            "The audit trail was cut off or replaced: the entry that this node remembers in {} is"
                + " not there any more; verify-audit says more",
            FILE);
      }
      return;
    }
    if (last != null && entry.entry() <= last.entry()) {
      return;
    }
    last = new Seen(entry.entry(), entry.mac());
    Path fresh = file.resolveSibling(FILE + ".new");
    try {
      Files.writeString(
          fresh,
          entry.entry() + " " + entry.mac() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      // the chain itself is whole; only its end is not witnessed
      LOG.warn("Cannot write {} in hub.data: {}", FILE, e.toString());
    }
  }

  /** What this node remembers; null where it has written none, or its file cannot be read. */
  synchronized Seen last() {
    if (!read) {
      read = true;
      try {
        last = seen();
      } catch (IOException e) {
        LOG.error("Cannot read {} in hub.data: {}", FILE, e.toString());
      }
    }
    return last;
  }

  /** The last entry seen, from its file; null where this node has written none. */
  synchronized Seen seen() throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    List<String> words =
        List.of(Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", -1));
    try {
      return new Seen(Long.parseLong(words.get(0)), words.get(words.size() - 1));
    } catch (NumberFormatException e) {
      throw new IOException(FILE + " in hub.data is damaged", e);
    }
  }
}
