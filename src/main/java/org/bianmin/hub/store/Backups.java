package org.bianmin.hub.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the embedded store while the hub works: one read transaction sees one state, and the
 * writer goes on beside it. A copy has its final name only when it is whole, checked and on the
 * disk.
 */
public final class Backups implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'hub-'yyyyMMdd-HHmmss-SSS'.db'").withZone(ZoneOffset.UTC);
  private static final String FINISHED = "hub-[0-9]{8}-[0-9]{6}-[0-9]{3}\\.db";
  private static final String HEAD = "audit.head";

  private final Path file;
  private final Path folder;
  private final long floor;
  private final AtomicReference<Backup> last = new AtomicReference<>();
  private Statement copying;
  private Thread thread;
  private boolean cancelled;

  /** Copies of {@code file}, null for a store elsewhere, to {@code folder}, null for none. */
  Backups(Path file, BackupProperties properties, StoreProperties store) {
    this.file = file;
    this.folder = properties.folder() == null ? null : properties.folder().toAbsolutePath();
    this.floor = store.minFree().toBytes();
  }

  /** Whether there is an embedded store; PostgreSQL has tools of its own. */
  public boolean embedded() {
    return file != null;
  }

  /** Where copies go; null where the setting is missing. */
  public Path folder() {
    return folder;
  }

  /** The copy that is being made, or was made or tried last since the start. */
  public Optional<Backup> last() {
    Backup now = last.get();
    return Optional.ofNullable(
        now != null && now.state() == Backup.State.COPYING
            ? now.at(now.state(), 0, size(part(now.file())), null)
            : now);
  }

  /** When the newest whole copy in the folder was finished, epoch milliseconds; null for none. */
  public Long newest() {
    if (folder == null || !Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().matches(FINISHED))
          .map(path -> path.toFile().lastModified())
          .max(Comparator.naturalOrder())
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Begins a copy.
   *
   * @return the copy, or empty while another one is made
   * @throws IllegalStateException where none can be made; says why
   */
  public synchronized Optional<Backup> begin() {
    if (file == null) {
      throw new IllegalStateException(
          "The store is PostgreSQL: copy it with pg_dump, which sees one state of all nodes");
    }
    if (folder == null) {
      throw new IllegalStateException(
          "Set hub.backup.folder to a folder on another disk, and restart");
    }
    if (last.get() != null && last.get().running()) {
      return Optional.empty();
    }
    long now = System.currentTimeMillis();
    long of = size(file) + size(file.resolveSibling(file.getFileName() + "-wal"));
    try {
      Files.createDirectories(folder);
      FileStore disk = Files.getFileStore(folder);
      if (disk.getUsableSpace() < of + floor) {
        throw new IllegalStateException(
            "The disk of hub.backup.folder has less room than the store takes ("
                + of
                + " bytes) and hub.store.min-free; make room there");
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "hub.backup.folder cannot be written ("
              + e.getClass().getSimpleName()
              + "): check the folder and the rights on it",
          e);
    }
    Backup backup =
        new Backup(
            NAME.format(Instant.ofEpochMilli(now)), Backup.State.COPYING, now, null, 0, of, null);
    last.set(backup);
    cancelled = false;
    thread = new Thread(() -> run(backup), "backup");
    thread.setDaemon(true);
    thread.start();
    return Optional.of(backup);
  }

  /** Stops a copy that is being made; what there is of it is deleted. */
  public synchronized boolean cancel() {
    Backup now = last.get();
    if (now == null || !now.running()) {
      return false;
    }
    cancelled = true;
    try {
      if (copying != null) {
        copying.cancel();
      }
    } catch (SQLException e) {
      LOG.debug("The statement of the copy has ended by itself", e);
    }
    return true;
  }

  private void run(Backup backup) {
    Path part = part(backup.file());
    try {
      Path head = file.resolveSibling(HEAD);
      if (Files.exists(head)) {
        // before the copy: the chain in the copy goes at least as far
        Files.copy(
            head,
            folder.resolve(backup.file().replace(".db", "." + HEAD)),
            StandardCopyOption.REPLACE_EXISTING);
      }
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        statement(connection, "vacuum into '" + part.toString().replace("'", "''") + "'", null);
      }
      last.set(backup.at(Backup.State.CHECKING, 0, size(part), null));
      try (Connection copy = DriverManager.getConnection("jdbc:sqlite:" + part)) {
        statement(copy, "pragma quick_check(1)", "ok");
      }
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, folder.resolve(backup.file()), StandardCopyOption.ATOMIC_MOVE);
      last.set(end(backup, Backup.State.DONE, size(folder.resolve(backup.file())), null));
      LOG.info("The store was copied to {} in hub.backup.folder", backup.file());
    } catch (SQLException | IOException | RuntimeException e) {
      fail(backup, part, e);
    }
  }

  private void fail(Backup backup, Path part, Exception failure) {
    try {
      Files.deleteIfExists(part);
      Files.deleteIfExists(folder.resolve(backup.file().replace(".db", "." + HEAD)));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    if (cancelled()) {
      last.set(end(backup, Backup.State.CANCELLED, 0, null));
    } else {
      String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      last.set(end(backup, Backup.State.FAILED, 0, why));
      LOG.warn("The store could not be copied to hub.backup.folder", failure);
    }
  }

  private static Backup end(Backup backup, Backup.State state, long bytes, String problem) {
    return backup.at(state, System.currentTimeMillis(), bytes, problem);
  }

  private synchronized boolean cancelled() {
    return cancelled;
  }

  private void statement(Connection connection, String sql, String expected)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      synchronized (this) {
        if (cancelled) {
          throw new IOException("cancelled");
        }
        copying = statement;
      }
      if (expected == null) {
        statement.execute(sql);
        return;
      }
      try (ResultSet row = statement.executeQuery(sql)) {
        String answer = row.next() ? row.getString(1) : "nothing";
        if (!answer.equals(expected)) {
          throw new IOException("the copy is damaged: " + answer);
        }
      }
    } finally {
      synchronized (this) {
        copying = null;
      }
    }
  }

  private Path part(String name) {
    return folder.resolve(name + ".part");
  }

  private static long size(Path path) {
    return path.toFile().length();
  }

  /** Stops a copy before the store closes. */
  @Override
  public void close() {
    boolean unused = cancel();
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null) {
      try {
        running.join(10_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
