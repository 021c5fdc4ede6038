package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.bianmin.hub.receive.MllpClient.adt;
import static org.bianmin.hub.receive.MllpClient.framed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.bianmin.hub.journal.NewMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The frame test set, over real sockets against the real route. */
@CamelSpringBootTest
@SpringBootTest(classes = ReceiveContext.class, webEnvironment = WebEnvironment.NONE)
class MllpFramesTest {

  private static final int HIS = ReceiveContext.freePort();
  private static final int SMALL = ReceiveContext.freePort();
  private static final int IDLE = ReceiveContext.freePort();

  @Autowired private FakeIntake intake;

  @DynamicPropertySource
  static void sources(DynamicPropertyRegistry registry) {
    registry.add("hub.facility", () -> "12340000485000000X");
    source(registry, "his", HIS);
    source(registry, "small", SMALL);
    source(registry, "idle", IDLE);
    registry.add("hub.sources.small.max-frame", () -> "100KB");
    registry.add("hub.sources.idle.idle", () -> "200ms");
  }

  private static void source(DynamicPropertyRegistry registry, String id, int port) {
    registry.add("hub.sources." + id + ".transport", () -> "mllp");
    registry.add("hub.sources." + id + ".host", () -> "127.0.0.1");
    registry.add("hub.sources." + id + ".port", () -> port);
  }

  @BeforeEach
  void reset() {
    intake.reset();
  }

  @Test
  void answersAFrameThatComesOneByteAtATime() throws IOException {
    try (var client = new MllpClient(HIS)) {
      for (byte b : framed(adt("1")).getBytes(UTF_8)) {
        client.send(new byte[] {b});
      }

      assertThat(client.msa()).isEqualTo("MSA|AA|1");
      NewMessage message = intake.messages().get(0);
      assertThat(new String(message.raw(), UTF_8)).isEqualTo(adt("1"));
      assertThat(message.trigger()).isEqualTo("ADT^A01");
      assertThat(message.controlId()).isEqualTo("1");
      assertThat(message.source()).isEqualTo("his");
      assertThat(message.facility()).isEqualTo("12340000485000000X");
      assertThat(message.parked()).isNull();
    }
  }

  @Test
  void answersThreeFramesOfOneWriteInOrder() throws IOException {
    try (var client = new MllpClient(HIS)) {
      client.send(framed(adt("1")) + framed(adt("2")) + framed(adt("3")));

      assertThat(List.of(client.msa(), client.msa(), client.msa()))
          .containsExactly("MSA|AA|1", "MSA|AA|2", "MSA|AA|3");
    }
  }

  @Test
  void answersFiftyPipelinedFramesInOrderThoughTheLastIsStoredFirst() throws IOException {
    intake.hold();
    try (var client = new MllpClient(HIS)) {
      var frames = new StringBuilder();
      var expected = new ArrayList<String>();
      for (int i = 0; i < 50; i++) {
        frames.append(framed(adt("P" + i)));
        expected.add("MSA|AA|P" + i);
      }
      client.send(frames.toString());
      await().until(() -> intake.messages().size() == 50);
      intake.commitBackwards();

      var answers = new ArrayList<String>();
      for (int i = 0; i < 50; i++) {
        answers.add(client.msa());
      }
      assertThat(answers).isEqualTo(expected);
    }
  }

  @Test
  void answersNothingBeforeTheCommit() throws IOException {
    intake.hold();
    try (var client = new MllpClient(HIS)) {
      client.send(framed(adt("1")));
      await().until(() -> intake.messages().size() == 1);

      assertThat(client.isSilent()).isTrue();
      intake.commitBackwards();
      assertThat(client.msa()).isEqualTo("MSA|AA|1");
    }
  }

  @Test
  void answersErrorWhileTheStoreCannotCommitAndGoesOnByItself() throws IOException {
    try (var client = new MllpClient(HIS)) {
      intake.unavailable(true);
      assertThat(client.send(framed(adt("1"))).answer())
          .contains("\rMSA|AE|1\r", "ERR|^^^207&", "\rERR|");
      intake.unavailable(false);
      assertThat(client.send(framed(adt("1"))).msa()).isEqualTo("MSA|AA|1");
    }
  }

  @Test
  void forgivesLineFeedsAndGarbageBetweenFramesAndAMissingCarriageReturn() throws IOException {
    try (var client = new MllpClient(HIS)) {
      client.send("hello?\n\u000b" + adt("1") + "\u001c\r\n");
      client.send("\u000b" + adt("2") + "\u001c" + "\u000b" + adt("3") + "\u001c");

      assertThat(List.of(client.msa(), client.msa(), client.msa()))
          .containsExactly("MSA|AA|1", "MSA|AA|2", "MSA|AA|3");
      assertThat(intake.messages()).hasSize(3);
    }
  }

  @Test
  void rejectsAndParksAFrameWithoutItsEndBlock() throws IOException {
    try (var client = new MllpClient(HIS)) {
      client.send("\u000b" + adt("1") + framed(adt("2")));

      assertThat(client.msa()).isEqualTo("MSA|AR|1");
      assertThat(client.msa()).isEqualTo("MSA|AA|2");
      assertThat(intake.messages().get(0).parked().stage()).isEqualTo("frame");
      assertThat(new String(intake.messages().get(0).raw(), UTF_8)).isEqualTo(adt("1"));
      assertThat(intake.messages().get(1).parked()).isNull();
    }
  }

  @Test
  void rejectsAndParksWhatIsNotHl7() throws IOException {
    try (var client = new MllpClient(HIS)) {
      client.send(framed("{\"resourceType\":\"Patient\"}"));

      assertThat(client.answer()).startsWith("MSH|^~\\&|").contains("\rMSA|AR|\r");
      assertThat(intake.messages().get(0).parked().stage()).isEqualTo("frame");
    }
  }

  @Test
  void takesATwentyMegabyteMessage() throws IOException {
    String document = "A".repeat(20 * 1024 * 1024);
    try (var client = new MllpClient(HIS)) {
      client.send(framed(adt("BIG") + "OBX|1|ED|PDF||^^^Base64^" + document + "\r"));

      assertThat(client.msa()).isEqualTo("MSA|AA|BIG");
      assertThat(intake.messages().get(0).raw()).hasSizeGreaterThan(20 * 1024 * 1024);
    }
  }

  @Test
  void rejectsAMessageOverTheLimitAndServesTheNext() throws IOException {
    try (var client = new MllpClient(SMALL)) {
      client.send(framed(adt("BIG") + "OBX|1|TX|||" + "A".repeat(300_000) + "\r"));
      client.send(framed(adt("2")));

      assertThat(client.msa()).isEqualTo("MSA|AR|BIG");
      assertThat(client.msa()).isEqualTo("MSA|AA|2");
      NewMessage kept = intake.messages().get(0);
      assertThat(kept.raw()).hasSize(MllpFrameDecoder.KEPT);
      assertThat(kept.parked().reason()).contains("hub.sources.small.max-frame");
    }
  }

  @Test
  void closesIdleAndHalfOpenConnections() throws IOException {
    try (var silent = new MllpClient(IDLE);
        var halfWay = new MllpClient(IDLE)) {
      halfWay.send("\u000bMSH|^~\\&|HIS");

      assertThat(silent.isClosedByPeer()).isTrue();
      assertThat(halfWay.isClosedByPeer()).isTrue();
      assertThat(intake.messages()).isEmpty();
    }
  }

  @Test
  void survivesAConnectionThatBreaksWhileItsAnswerIsWritten() throws IOException {
    intake.hold();
    try (var other = new MllpClient(HIS)) {
      for (int i = 0; i < 20; i++) {
        new MllpClient(HIS).send(framed(adt("B" + i)) + framed(adt("C" + i))).breakOff();
      }
      other.send(framed(adt("OK")));
      await().until(() -> intake.messages().stream().anyMatch(m -> m.controlId().equals("OK")));
      intake.commitBackwards();

      assertThat(other.msa()).isEqualTo("MSA|AA|OK");
    }
    try (var later = new MllpClient(HIS)) {
      assertThat(later.send(framed(adt("LATER"))).msa()).isEqualTo("MSA|AA|LATER");
    }
  }

  @Test
  void servesFiveHundredConnections() throws IOException {
    List<MllpClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 500; i++) {
        clients.add(new MllpClient(HIS));
      }
      for (int i = 0; i < 500; i++) {
        clients.get(i).send(framed(adt("N" + i)));
      }
      for (int i = 0; i < 500; i++) {
        assertThat(clients.get(i).msa()).isEqualTo("MSA|AA|N" + i);
      }
    } finally {
      for (MllpClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void leavesOutTheAnswerThatTheSenderDoesNotWant() throws IOException {
    String quiet = adt("Q").replace("|P|2.4\r", "|P|2.4|||NE|NE\r");
    try (var client = new MllpClient(HIS)) {
      client.send(framed(quiet) + framed(adt("2")));

      assertThat(client.msa()).isEqualTo("MSA|AA|2");
      assertThat(intake.messages()).hasSize(2);
    }
  }

  @Test
  void journalsEachMessageOfABatchAndAnswersTheBatchOnce() throws IOException {
    String batch = "BHS|^~\\&|HIS|H1|HUB|H1|20260101||||B7\r" + adt("1") + adt("2") + "BTS|2\r";
    try (var client = new MllpClient(HIS)) {
      client.send(framed(batch) + framed(adt("3")));

      assertThat(client.msa()).isEqualTo("MSA|AA|B7");
      assertThat(client.msa()).isEqualTo("MSA|AA|3");
      assertThat(intake.messages())
          .extracting(NewMessage::controlId)
          .containsExactly("1", "2", "3");
    }
  }
}
