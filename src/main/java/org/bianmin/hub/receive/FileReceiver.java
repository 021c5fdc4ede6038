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
   * Stores every message of the file and waits for the commits.
   *
   * @return where the file goes, relative to the drop folder
   * @throws StoreUnavailable when the file has to stay for the next poll; the journal recognises
   *     the messages that were stored already
   */
  public String receive(File file, String source) {
    Path path = file.toPath();
    try (InputStream in = Files.newInputStream(path)) {
      var splitter = new Hl7FileSplitter(in, intake.maxMessage(source));
      storeAll(splitter, source);
      log.info(
          "hub.sources.{}: file {} journaled, {} messages",
          source,
          path.getFileName(),
          splitter.messages());
      return moved(path, source, ".done", splitter.problems());
    } catch (IOException e) {
      String problem = "the file cannot be read (" + e.getClass().getSimpleName() + ")";
      return moved(path, source, ".failed", List.of(problem));
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

  private static String moved(Path path, String source, String folder, List<String> problems) {
    String name = freeName(path, folder);
    for (String problem : problems) {
      log.warn("hub.sources.{}: file {}: {}", source, path.getFileName(), problem);
    }
    if (!problems.isEmpty()) {
      writeProblems(path.resolveSibling(folder).resolve(name + ".problem"), problems);
    }
    return folder + "/" + name;
  }

  private static void writeProblems(Path file, List<String> problems) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, problems, StandardCharsets.UTF_8);
    } catch (IOException e) {
      log.warn("cannot write {}; check the permissions of its folder", file, e);
    }
  }

  /** A file of the same name that came before is kept. */
  private static String freeName(Path path, String folder) {
    Path target = path.resolveSibling(folder);
    String name = path.getFileName().toString();
    String free = name;
    for (int i = 1; Files.exists(target.resolve(free)); i++) {
      free = name + "." + i;
    }
    return free;
  }
}
