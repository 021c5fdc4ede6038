package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bianmin.hub.receive.MllpClient.adt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bianmin.hub.journal.BatchIntake;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.Intake;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.Receipt;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.normalize.MappingCheck;
import org.bianmin.hub.store.Nodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

/** Files at which something goes wrong, without a route. */
@ExtendWith(OutputCaptureExtension.class)
class FileReceiverTest {

  private static final MappingSet SET = MappingCheck.report(Path.of("mappings")).set();

  @TempDir private Path folder;

  private final ScriptedIntake intake = new ScriptedIntake();
  private final Hl7Charsets charsets = new Hl7Charsets(Map.of());

  private static Sources sources() {
    return new Sources("H001", Map.of("lab", source("hl7v2"), "ems", source("json")));
  }

  private static SourceProperties source(String format) {
    return new SourceProperties(
        "file",
        null,
        null,
        "drop",
        format,
        null,
        null,
        ZoneId.of("Asia/Shanghai"),
        "default",
        10,
        DataSize.ofMegabytes(8),
        Duration.ZERO,
        true,
        null,
        null,
        null);
  }

  private FileReceiver receiver(Intake into, Hl7Charsets known, Supplier<MappingSet> mappings) {
    Sources sources = sources();
    Hl7Intake hl7 = new Hl7Intake(into, sources, known);
    DocumentIntake documents = new DocumentIntake(into, sources);
    DocumentForm form = new DocumentForm(sources, mappings);
    return new FileReceiver(
        new BatchIntake(into),
        hl7,
        documents,
        new RecordMessages(sources, hl7, documents, form),
        new DropFolders(Nodes.alone()));
  }

  @Test
  void parksAMessageThatTheStoreRefusesAndMovesTheFile() throws IOException {
    Intake refusing =
        message ->
            message.controlId().equals("2")
                ? CompletableFuture.failedFuture(new IllegalStateException("value of Zhang San"))
                : intake.receive(message);
    Path file = write("three.hl7", adt("1") + adt("2") + adt("3"));

    receiver(refusing, charsets, () -> SET).receive(file.toFile(), "lab");
    assertThat(folder.resolve(".done/three.hl7")).exists();
    assertThat(intake.messages).hasSize(3);
    assertThat(intake.messages.get(1).parked().stage()).isEqualTo("store");
    assertThat(intake.messages).filteredOn(message -> message.parked() != null).hasSize(1);
  }

  @Test
  void parksALineAtWhichTheHubFailsAndTakesItsNeighbours(CapturedOutput output) throws IOException {
    AtomicInteger lines = new AtomicInteger();
    Supplier<MappingSet> failing =
        () -> {
          if (lines.incrementAndGet() == 2) {
            throw new IllegalStateException("Zhang San");
          }
          return SET;
        };
    Path file = write("three.ndjson", event("1") + event("2") + event("3"));

    receiver(intake, charsets, failing).receive(file.toFile(), "ems");
    assertThat(intake.messages).extracting(NewMessage::controlId).containsExactly("1", "", "3");
    assertThat(intake.messages.get(1).parked().location()).isEqualTo("line 2");
    assertThat(intake.messages.get(1).parked().reason()).contains("IllegalStateException");
    assertThat(Files.readString(folder.resolve(".done/three.ndjson.problem")))
        .contains("line 2 is parked")
        .doesNotContain("Zhang");
    assertThat(output.getAll()).doesNotContain("Zhang");
  }

  @Test
  void parksAFirstLineAtWhichTheHubFails() throws IOException {
    AtomicInteger lines = new AtomicInteger();
    Supplier<MappingSet> failing = () -> lines.incrementAndGet() == 1 ? null : SET;
    Path file = write("two.ndjson", event("1") + event("2"));

    receiver(intake, charsets, failing).receive(file.toFile(), "ems");
    assertThat(intake.messages).extracting(NewMessage::controlId).containsExactly("", "2");
    assertThat(intake.messages.get(0).parked().location()).isEqualTo("line 1");
  }

  @Test
  void parksMessagesAtWhichTheHubFails() throws IOException {
    Path file = write("two.hl7", adt("1") + adt("2"));

    receiver(intake, null, () -> SET).receive(file.toFile(), "lab");
    assertThat(folder.resolve(".done/two.hl7")).exists();
    assertThat(intake.messages)
        .extracting(message -> message.parked().location())
        .containsExactly("message 1", "message 2");
    assertThat(new String(intake.last().raw(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(adt("2"));
  }

  @Test
  void setsAFileAsideAtWhichTheHubFailsAsAWhole() throws IOException {
    Path file = write("all.hl7", adt("1"));

    new FileReceiver(new BatchIntake(intake), null, null, null, new DropFolders(Nodes.alone()))
        .receive(file.toFile(), "lab");
    assertThat(file).doesNotExist();
    assertThat(Files.readString(folder.resolve(".failed/all.hl7.problem")))
        .contains("NullPointerException");
  }

  @Test
  void storesAFileOfManyMessagesInTheirOrder() throws IOException {
    List<String> ids = IntStream.range(0, 2_500).mapToObj(Integer::toString).toList();
    Path file =
        write(
            "many.ndjson", ids.stream().map(FileReceiverTest::event).collect(Collectors.joining()));

    receiver(intake, charsets, () -> SET).receive(file.toFile(), "ems");
    assertThat(intake.messages).extracting(NewMessage::controlId).containsExactlyElementsOf(ids);
  }

  @Test
  void writesDownTheFirstOfManyBadLinesAndHowManyMoreThereAre(CapturedOutput output)
      throws IOException {
    Intake counting = message -> CompletableFuture.completedFuture(new Receipt(1, false));
    Path file = write("bad.ndjson", event("1") + "{\"id\": \n".repeat(5_000));

    receiver(counting, charsets, () -> SET).receive(file.toFile(), "ems");
    List<String> problems = Files.readAllLines(folder.resolve(".done/bad.ndjson.problem"));
    assertThat(problems).hasSize(101);
    assertThat(problems.get(0)).startsWith("line 2 is parked");
    assertThat(problems.get(100)).isEqualTo("and 4900 more");
    assertThat(output.getAll().lines().filter(line -> line.contains("is parked"))).hasSize(100);
  }

  private static String event(String id) {
    return "{\"id\": \"" + id + "\", \"type\": \"ems.run\", \"key\": \"R\"}\n";
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
