package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Files of documents, FHIR and declarations through the real route. */
@CamelSpringBootTest
@SpringBootTest(classes = ReceiveContext.class, webEnvironment = WebEnvironment.NONE)
class ReceiveDocumentFilesTest {

  private static final String EVENT =
      "{\"id\": \"%s\", \"type\": \"ems.run\", \"key\": \"RUN-1\", \"action\": \"void\"}";
  private static final String DECLARED =
      """
      指标编号,期间,值,生效日期,申报人,依据
      HAI-03,2026-Q3,是,2026/7/1,医务科 001,文件
      HAI-03,2026-Q4,%s,2026/10/1,医务科 001,文件
      """;

  @TempDir static Path folder;

  @Autowired private FakeIntake intake;

  @DynamicPropertySource
  static void sources(DynamicPropertyRegistry registry) {
    registry.add("hub.facility", () -> "H001");
    for (String format : List.of("json", "fhir", "declaration")) {
      registry.add("hub.sources." + format + ".transport", () -> "file");
      registry.add("hub.sources." + format + ".format", () -> format);
      registry.add("hub.sources." + format + ".path", () -> folder.resolve(format).toString());
    }
    registry.add("hub.sources.json.max-frame", () -> "2KB");
    registry.add("hub.sources.calls.transport", () -> "file");
    registry.add("hub.sources.calls.format", () -> "json");
    registry.add("hub.sources.calls.path", () -> folder.resolve("calls").toString());
    registry.add("hub.sources.calls.profile", () -> "call-centre");
  }

  @BeforeEach
  void reset() {
    intake.reset();
  }

  @Test
  void takesOneDocumentAsItIsWritten() throws IOException {
    String document = "{\n  \"type\": \"ems.run\",\n  \"id\": \"a\", \"key\": \"R\"\n}\n";
    drop("json/one.json", document);

    done("json/one.json");
    assertThat(intake.messages()).extracting(NewMessage::controlId).containsExactly("a");
    assertThat(new String(intake.messages().get(0).raw(), UTF_8)).isEqualTo(document);
    assertThat(intake.messages().get(0).trigger()).isEqualTo("ems.run");
  }

  @Test
  void leavesADocumentInAFormOfItsOwnTogether() throws IOException {
    String items = "{\"items\": [{\"callId\": 1}, {\"callId\": 2}]}";
    String array = "[{\"callId\": 3}]";
    drop("calls/lines.json", items + "\n" + array + "\n");

    done("calls/lines.json");
    assertThat(intake.messages())
        .extracting(message -> new String(message.raw(), UTF_8))
        .containsExactly(items, array);
    assertThat(intake.messages()).extracting(NewMessage::parked).containsOnlyNulls();
  }

  @Test
  void takesTheItemsOfAFile() throws IOException {
    drop(
        "json/items.json",
        "{\"items\": [" + EVENT.formatted("1") + "," + EVENT.formatted("2") + "]}");

    done("json/items.json");
    assertThat(intake.messages()).extracting(NewMessage::controlId).containsExactly("1", "2");
  }

  @Test
  void parksABadLineAndTakesItsNeighbours() throws IOException {
    drop(
        "json/lines.ndjson",
        "\uFEFF"
            + EVENT.formatted("1")
            + "\r\n\r\n{\"type\": \r\n"
            + EVENT.formatted("x".repeat(3_000))
            + "\n"
            + EVENT.formatted("d").replace("ems.run", "declaration.made")
            + "\n"
            + EVENT.formatted("2"));

    done("json/lines.ndjson");
    List<NewMessage> messages = intake.messages();
    assertThat(messages).hasSize(5);
    assertThat(messages).allMatch(m -> m.format() == MessageFormat.JSON);
    assertThat(messages.get(0).parked()).isNull();
    assertThat(messages.get(1).parked().stage()).isEqualTo("parse");
    assertThat(messages.get(1).parked().location()).isEqualTo("line 3");
    assertThat(messages.get(2).parked().stage()).isEqualTo("frame");
    assertThat(messages.get(3).parked().reason()).contains("format declaration");
    assertThat(messages.get(4).controlId()).isEqualTo("2");
    assertThat(Files.readString(folder.resolve("json/.done/lines.ndjson.problem")))
        .contains("line 3 is parked")
        .contains("line 4 is parked");
  }

  @Test
  void refusesAFileThatIsNoJson() throws IOException {
    drop("json/letter.txt", "Dear colleague,\n{}\n");

    failed("json/letter.txt");
    assertThat(intake.messages()).isEmpty();
    assertThat(problems("json/letter.txt")).singleElement().asString().contains("not JSON");
  }

  @Test
  void refusesADocumentOverTheLimit() throws IOException {
    drop("json/large.json", "{\n\"id\": \"" + "x".repeat(3_000) + "\"\n}");

    failed("json/large.json");
    assertThat(problems("json/large.json")).singleElement().asString().contains("max-frame");
  }

  @Test
  void takesAResourceOrBundlePerFile() throws IOException {
    drop("fhir/a.json", "{\"resourceType\":\"Patient\",\"id\":\"p1\"}");
    done("fhir/a.json");
    drop("fhir/b.xml", "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"p2\"/></Patient>");
    done("fhir/b.xml");
    drop("fhir/c.json", "{\"resourceType\":\"Patient\", ");
    done("fhir/c.json");

    assertThat(intake.messages())
        .extracting(NewMessage::controlId)
        .containsExactly("Patient/p1", "Patient/p2", "");
    assertThat(intake.messages().get(2).parked().stage()).isEqualTo("parse");
    assertThat(folder.resolve("fhir/.done/c.json.problem")).exists();
  }

  @Test
  void parksAFileThatEndsInTheMiddleOfItsXmlDeclaration() throws IOException {
    drop("fhir/cut.xml", "<?xml version=\"1.0\" encoding=");

    done("fhir/cut.xml");
    assertThat(intake.messages()).singleElement().matches(m -> m.parked() != null);
  }

  @Test
  void takesAllDeclarationsOfATable() throws IOException {
    drop("declaration/h2.csv", DECLARED.formatted("否"));

    done("declaration/h2.csv");
    assertThat(intake.messages()).hasSize(2);
    assertThat(intake.messages())
        .allMatch(m -> m.parked() == null && m.trigger().equals("declaration.made"));
  }

  @Test
  void storesNothingOfATableWithAWrongLine() throws IOException {
    drop("declaration/wrong.csv", DECLARED.formatted(""));

    failed("declaration/wrong.csv");
    assertThat(intake.messages()).isEmpty();
    assertThat(problems("declaration/wrong.csv"))
        .singleElement()
        .asString()
        .startsWith("line 3: value (值) is missing");
  }

  @Test
  void leavesDeclarationsForTheNextPollWhileTheStoreCannotCommit() throws IOException {
    intake.unavailable(true);
    drop("declaration/later.csv", DECLARED.formatted("否"));

    await().until(() -> intake.refused() >= 4); // two polls
    assertThat(folder.resolve("declaration/later.csv")).exists();
    intake.unavailable(false);
    done("declaration/later.csv");
    assertThat(intake.messages()).hasSize(2);
  }

  private static List<String> problems(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.readAllLines(file.resolveSibling(".failed/" + file.getFileName() + ".problem"));
  }

  private static void done(String name) {
    Path file = folder.resolve(name);
    await().until(() -> Files.exists(file.resolveSibling(".done/" + file.getFileName())));
  }

  private static void failed(String name) {
    Path file = folder.resolve(name);
    await().until(() -> Files.exists(file.resolveSibling(".failed/" + file.getFileName())));
  }

  /** Written as a sender should: under another name, then renamed. */
  private static void drop(String name, String text) throws IOException {
    Path part = folder.resolve(name + ".part");
    Files.createDirectories(part.getParent());
    Files.write(part, text.getBytes(UTF_8));
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(part, folder.resolve(name));
  }
}
