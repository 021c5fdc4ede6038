package org.bianmin.hub.mapping;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reloads the mappings after their files were changed and have been left alone for a moment. Looks
 * at times and sizes, since network shares tell of no changes; where the file system tells of them
 * it looks at once.
 */
@Component
final class MappingWatch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(MappingWatch.class);

  /** People save several files, and Excel saves in steps: so long nothing may change. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private static final List<String> FOLDERS =
      List.of("", "events", "profiles", "codes", "views", RecognitionFiles.FOLDER, "programmes");

  private final Mappings mappings;
  private final Duration every;
  private final long quietMillis;
  private CountDownLatch stopped;
  private Thread thread;
  // what tells of changes; null where nothing does
  private WatchService changes;

  MappingWatch(Mappings mappings, MappingFolder properties) {
    this.mappings = mappings;
    this.every = properties.mappingsReload();
    this.quietMillis = Math.min(QUIET.toMillis(), every.toMillis());
  }

  @Override
  public boolean isAutoStartup() {
    return every.toMillis() > 0;
  }

  @Override
  public synchronized void start() {
    stopped = new CountDownLatch(1);
    changes = changes();
    thread = new Thread(this::run, "mappings-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (stopped.getCount() > 0) {
        look();
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      LOG.debug("The mappings are no longer looked at");
    }
  }

  private void look() throws InterruptedException {
    try {
      await();
      if (mappings.isChanged()) {
        settle();
        mappings.reload();
      }
    } catch (ClosedWatchServiceException e) {
      throw e;
    } catch (RuntimeException e) {
      // the next look may go well; the set in force is as it was
      LOG.warn("Cannot look at the mappings folder; trying again", e);
    }
  }

  private void await() throws InterruptedException {
    if (changes == null) {
      boolean unused = stopped.await(every.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    WatchKey key = changes.poll(every.toMillis(), TimeUnit.MILLISECONDS);
    while (key != null) {
      key.pollEvents();
      key.reset();
      key = changes.poll();
    }
  }

  private void settle() throws InterruptedException {
    FolderStamp before;
    FolderStamp now = FolderStamp.of(mappings.folder());
    do {
      before = now;
      boolean unused = stopped.await(quietMillis, TimeUnit.MILLISECONDS);
      now = FolderStamp.of(mappings.folder());
    } while (!now.equals(before) && stopped.getCount() > 0);
  }

  private WatchService changes() {
    try {
      WatchService service = mappings.folder().getFileSystem().newWatchService();
      for (String name : FOLDERS) {
        Path folder = mappings.folder().resolve(name);
        if (Files.isDirectory(folder)) {
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE);
        }
      }
      return service;
    } catch (IOException | UnsupportedOperationException e) {
      LOG.info("The file system tells of no changes; the mappings are looked at every {}", every);
      return null;
    }
  }

  @Override
  public synchronized void stop() {
    stopped.countDown();
    try {
      // wakes it; an interrupt could tear it out of the middle of a file
      if (changes != null) {
        changes.close();
      }
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (IOException e) {
      LOG.warn("Cannot close the watch on the mappings folder", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
