package org.bianmin.hub.receive;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Journals the messages of a file from a drop folder. Called by the route {@code receive-file};
 * public because Camel calls beans of public classes only.
 */
@Component("fileReceiver")
public class FileReceiver {

  private static final Logger log = LoggerFactory.getLogger(FileReceiver.class);

  /** Messages on their way to the store; keeps a file of any size out of memory. */
  private static final int IN_FLIGHT = 512;

  private final Hl7Intake intake;

  FileReceiver(Hl7Intake intake) {
    this.intake = intake;
  }

  /**
   * Stores every message of the file, waits for the commits, and moves the file to {@code .done},
   * or to {@code .failed} when it cannot be read; what is wrong with it is written beside it.
   *
   * @throws StoreUnavailable when the file has to stay for the next poll; the journal recognises
   *     the messages that were stored already
   */
  public void receive(File file, String source) {
    Path path = file.toPath();
    try (InputStream in = Files.newInputStream(path)) {
      var splitter = new Hl7FileSplitter(in, intake.maxMessage(source));
      storeAll(splitter, source);
      log.info(
          "hub.sources.{}: file {} journaled, {} messages",
          source,
          path.getFileName(),
          splitter.messages());
      move(path, source, ".done", splitter.problems());
    } catch (IOException e) {
      String problem = "the file cannot be read (" + e.getClass().getSimpleName() + ")";
      move(path, source, ".failed", List.of(problem));
    }
  }

  private void storeAll(Hl7FileSplitter splitter, String source) throws IOException {
    Deque<CompletableFuture<Receipt>> inFlight = new ArrayDeque<>();
    for (var piece = splitter.next(); piece != null; piece = splitter.next()) {
      inFlight.add(intake.store(source, piece));
      if (inFlight.size() > IN_FLIGHT) {
        await(inFlight.remove());
      }
    }
    while (!inFlight.isEmpty()) {
      await(inFlight.remove());
    }
  }

  private static void await(CompletableFuture<Receipt> stored) {
    try {
      stored.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreUnavailable unavailable ? unavailable : e;
    }
  }

  private static void move(Path path, String source, String folder, List<String> problems) {
    for (String problem : problems) {
      log.warn("hub.sources.{}: file {}: {}", source, path.getFileName(), problem);
    }
    try {
      Path target = freeName(Files.createDirectories(path.resolveSibling(folder)), path);
      if (!problems.isEmpty()) {
        Files.write(
            target.resolveSibling(target.getFileName() + ".problem"),
            problems,
            StandardCharsets.UTF_8);
      }
      Files.move(path, target);
    } catch (IOException e) {
      log.warn(
          "hub.sources.{}: cannot move file {} to {}; give the hub write permission on the folder,"
              + " until then the file is read again with every poll",
          source,
          path.getFileName(),
          folder,
          e);
    }
  }

  /** A file of the same name that came before is kept. */
  private static Path freeName(Path folder, Path path) {
    Path free = folder.resolve(path.getFileName());
    for (int i = 1; Files.exists(free); i++) {
      free = folder.resolve(path.getFileName() + "." + i);
    }
    return free;
  }
}
