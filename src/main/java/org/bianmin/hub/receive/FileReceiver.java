package org.bianmin.hub.receive;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bianmin.hub.journal.BatchIntake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.PaymentProperties;
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

  /** Messages that are given to the store together; keeps a file of any size out of memory. */
  private static final int TOGETHER = 1024;

  private static final long BYTES_TOGETHER = 16L << 20;

  private final BatchIntake intake;
  private final Hl7Intake hl7;
  private final DocumentIntake documents;
  private final RecordMessages messages;
  private final DropFolders folders;

  FileReceiver(
      BatchIntake intake,
      Hl7Intake hl7,
      DocumentIntake documents,
      RecordMessages messages,
      DropFolders folders) {
    this.folders = folders;
    this.intake = intake;
    this.hl7 = hl7;
    this.documents = documents;
    this.messages = messages;
  }

  /**
   * Stores every message of the file, waits for the commits, and moves the file to {@code .done},
   * or to {@code .failed} when it cannot be read; what is wrong with it is written beside it. A
   * file of a folder whose files another hub takes is left to that one.
   *
   * @throws StoreUnavailable when the file has to stay for the next poll; the journal recognises
   *     the messages that were stored already
   */
  public void receive(File file, String source) {
    Path path = file.toPath();
    try {
      if (!folders.takes(path.toAbsolutePath().getParent(), source)) {
        return;
      }
      List<String> problems = store(path, source);
      move(path, source, ".done", problems);
    } catch (UnreadableFile e) {
      move(path, source, ".failed", e.problems());
    } catch (IOException e) {
      String problem = "the file cannot be read (" + e.getClass().getSimpleName() + ")";
      move(path, source, ".failed", List.of(problem));
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // the class only: exception texts of parsers may quote the file
      String problem =
          "the hub failed to read the file ("
              + e.getClass().getSimpleName()
              + "); tell the hub's maker, and drop it again with a later version";
      move(path, source, ".failed", List.of(problem));
    }
  }

  private List<String> store(Path path, String source) throws IOException {
    String format = documents.properties(source).format();
    int maxBytes = documents.maxBytes(source);
    return switch (format) {
      case "json" -> json(path, source, maxBytes);
      case "fhir" -> storeAll(fhir(path, source, maxBytes), path, source);
      case "declaration" -> storeAll(declarations(path, source, maxBytes), path, source);
      case "bill-wechat", "bill-alipay" -> bill(path, source, format);
      default -> hl7(path, source);
    };
  }

  private List<String> hl7(Path path, String source) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return storeAll(new Hl7File(in, hl7, messages, source), path, source);
    }
  }

  private List<String> json(Path path, String source, int maxBytes) throws IOException {
    try (JsonFile file = new JsonFile(path, messages, source, maxBytes)) {
      return storeAll(file, path, source);
    }
  }

  private List<String> bill(Path path, String source, String format) throws IOException {
    PaymentProperties payment = documents.properties(source).payment();
    Set<String> merchants = payment == null ? Set.of() : payment.merchants();
    try (BillFile file =
        new BillFile(path, format, source, documents.facility(source), merchants)) {
      return storeAll(file, path, source);
    }
  }

  private FileMessages fhir(Path path, String source, int maxBytes) throws IOException {
    byte[] raw = WholeFile.bytes(path, source, maxBytes);
    NewMessage message;
    try {
      message = messages.fhir(source, raw);
    } catch (RuntimeException e) {
      message = messages.parked(source, raw, RecordMessages.failed(source, "the file", e));
    }
    return new WholeFile(
        List.of(message),
        message.parked() == null
            ? List.of()
            : List.of("it is parked: " + message.parked().reason()));
  }

  private FileMessages declarations(Path path, String source, int maxBytes) throws IOException {
    var read =
        DeclarationFile.read(
            WholeFile.bytes(path, source, maxBytes),
            documents.properties(source).zone(),
            documents.facility(source));
    return new WholeFile(
        read.stream()
            .map(document -> documents.message(source, document, document.bytes(), null))
            .toList(),
        List.of());
  }

  /** Answers what is wrong with a file that is stored all the same. */
  private List<String> storeAll(FileMessages file, Path path, String source) throws IOException {
    List<NewMessage> together = new ArrayList<>();
    long bytes = 0;
    long count = 0;
    for (NewMessage message = file.next(); message != null; message = file.next()) {
      count++;
      together.add(message);
      bytes += message.raw().length;
      if (together.size() >= TOGETHER || bytes >= BYTES_TOGETHER) {
        intake.store(together);
        together.clear();
        bytes = 0;
      }
    }
    intake.store(together);
    log.info("hub.sources.{}: file {} journaled, {} messages", source, path.getFileName(), count);
    return file.problems();
  }

  private static void move(Path path, String source, String folder, List<String> problems) {
    for (String problem : Problems.first(problems)) {
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
