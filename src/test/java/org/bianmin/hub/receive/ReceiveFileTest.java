package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.bianmin.hub.receive.MllpClient.adt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.bianmin.hub.journal.NewMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Files through the real route. */
@CamelSpringBootTest
@SpringBootTest(classes = ReceiveContext.class, webEnvironment = WebEnvironment.NONE)
class ReceiveFileTest {

  @TempDir static Path folder;

  @Autowired private FakeIntake intake;

  @DynamicPropertySource
  static void sources(DynamicPropertyRegistry registry) {
    registry.add("hub.facility", () -> "12340000485000000X");
    registry.add("hub.sources.lab.transport", () -> "file");
    registry.add("hub.sources.lab.path", folder::toString);
  }

  @BeforeEach
  void reset() {
    intake.reset();
  }

  @Test
  void journalsEveryMessageOfABatchAndMovesTheFile() throws IOException {
    drop("batch.hl7", "BHS|^~\\&|LIS\r" + adt("1") + adt("2") + "BTS|2\r");

    await().until(() -> Files.exists(folder.resolve(".done/batch.hl7")));
    assertThat(intake.messages()).extracting(NewMessage::controlId).containsExactly("1", "2");
    assertThat(intake.messages()).allMatch(m -> m.source().equals("lab") && m.parked() == null);
    assertThat(folder.resolve("batch.hl7")).doesNotExist();
    assertThat(folder.resolve(".done/batch.hl7.problem")).doesNotExist();
  }

  @Test
  void writesDownWhereABatchDisagreesWithItsTrailer() throws IOException {
    drop("short.hl7", "BHS|^~\\&|LIS\r" + adt("1") + "BTS|3\r");

    await().until(() -> Files.exists(folder.resolve(".done/short.hl7")));
    assertThat(Files.readAllLines(folder.resolve(".done/short.hl7.problem")))
        .containsExactly("BTS-1 of batch 1 says 3, the file has 1 messages");
    assertThat(intake.messages()).hasSize(1);
  }

  @Test
  void parksAFileThatIsNoHl7AsOneMessage() throws IOException {
    drop("letter.txt", "Dear colleague,\nno HL7 here\n");

    await().until(() -> Files.exists(folder.resolve(".done/letter.txt")));
    assertThat(intake.messages()).hasSize(1);
    assertThat(intake.messages().get(0).parked().stage()).isEqualTo("frame");
  }

  @Test
  void movesNothingBeforeTheCommit() throws IOException {
    intake.hold();
    drop("held.hl7", adt("H"));

    await().until(() -> intake.messages().size() == 1);
    assertThat(folder.resolve("held.hl7")).exists();
    intake.commitBackwards();
    await().until(() -> Files.exists(folder.resolve(".done/held.hl7")));
  }

  @Test
  void leavesTheFileForTheNextPollWhileTheStoreCannotCommit() throws IOException {
    intake.unavailable(true);
    drop("later.hl7", adt("1") + adt("2"));

    await().until(() -> intake.refused() >= 4); // two polls
    assertThat(folder.resolve("later.hl7")).exists();
    intake.unavailable(false);
    await().until(() -> Files.exists(folder.resolve(".done/later.hl7")));
    assertThat(intake.messages()).extracting(NewMessage::controlId).containsExactly("1", "2");
    assertThat(folder.resolve(".failed")).doesNotExist();
  }

  @Test
  void keepsAnEarlierFileOfTheSameName() throws IOException {
    drop("same.hl7", adt("1"));
    await().until(() -> Files.exists(folder.resolve(".done/same.hl7")));
    drop("same.hl7", adt("2"));

    await().until(() -> Files.exists(folder.resolve(".done/same.hl7.1")));
    assertThat(Files.readString(folder.resolve(".done/same.hl7"))).isEqualTo(adt("1"));
  }

  /** Written as a sender should: under another name, then renamed. */
  private static void drop(String name, String text) throws IOException {
    Path part = folder.resolve(name + ".part");
    Files.write(part, text.getBytes(UTF_8));
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(part, folder.resolve(name));
  }
}
