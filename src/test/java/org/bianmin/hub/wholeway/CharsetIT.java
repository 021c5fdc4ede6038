package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.journal.MessageQueries;
import org.bianmin.hub.journal.MessageRow;
import org.bianmin.hub.journal.MessageState;
import org.bianmin.hub.journal.Replays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chinese text from the sender's bytes to the platform: the right characters or none. */
class CharsetIT {

  private static final Charset GB18030 = Charset.forName("GB18030");

  /** Second bytes 0x7C, 0x5E, 0x5C, 0x7E in GBK; four bytes in GB18030. */
  private static final String TEXT = "東過頫皛𠮷㛃醫院";

  private record Spelling(String controlId, String msh18, Charset charset) {}

  private static final List<Spelling> SPELLINGS =
      List.of(
          new Spelling("C1", "GB 18030-2000", GB18030),
          new Spelling("C2", "GB18030", GB18030),
          new Spelling("C3", "GBK", GB18030),
          new Spelling("C4", "UNICODE UTF-8", StandardCharsets.UTF_8),
          new Spelling("C5", "", GB18030),
          new Spelling("C6", "", StandardCharsets.UTF_8));

  @TempDir Path data;

  @Test
  void carriesEveryCharacterFromTheSenderToThePlatform() throws Exception {
    try (WholeHub hub = WholeHub.start(data);
        MllpConnection connection = hub.mllp()) {
      for (Spelling spelling : SPELLINGS) {
        connection.send(
            oru(spelling.controlId(), spelling.msh18(), TEXT).getBytes(spelling.charset()));
        String answer = new String(connection.answer(), spelling.charset());
        assertThat(answer)
            .as("%s", spelling)
            .startsWith("MSH|^~\\&|HUB|樞紐|LIS|" + TEXT + "|")
            .contains("\rMSA|AA|" + spelling.controlId() + "\r");
        assertThat(answer.lines().findFirst().orElseThrow())
            .endsWith(spelling.msh18().isEmpty() ? "|2.5.1" : "|" + spelling.msh18());
      }
      hub.awaitQuiet();

      for (Spelling spelling : SPELLINGS) {
        JsonNode report = held(hub, spelling.controlId());
        JsonNode item = report.get("attributes").get("items").get(0);
        assertThat(item.get("localName").asText()).as("%s", spelling).isEqualTo(TEXT);
        assertThat(item.get("value").asText()).isEqualTo(TEXT);
      }
      assertThat(hub.violations().get("count").asInt()).isZero();
    }
  }

  @Test
  void parksImpossibleBytesAndAcknowledgesThem() throws Exception {
    try (WholeHub hub = WholeHub.start(data);
        MllpConnection connection = hub.mllp()) {
      byte[] message = oru("B1", "UNICODE UTF-8", "?").getBytes(StandardCharsets.UTF_8);
      int at = new String(message, StandardCharsets.ISO_8859_1).lastIndexOf('?');
      message[at] = (byte) 0xFF;
      connection.send(message);
      assertThat(new String(connection.answer(), StandardCharsets.UTF_8)).contains("\rMSA|AA|B1\r");
      hub.awaitQuiet();

      MessageRow row = only(hub, "B1");
      assertThat(row.state()).isEqualTo(MessageState.PARKED);
      assertThat(row.stage()).isEqualTo("decode");
      assertThat(row.location()).isEqualTo("byte " + at);
      assertThat(row.reason()).contains("not UTF-8", "hub.sources.<id>.charset");
      assertThat(hub.heldOf(WholeHub.FACILITY)).isEmpty();
    }
  }

  @Test
  void readsAParkedMessageOnceItsCharsetNameIsInTheTable() throws Exception {
    byte[] message = oru("A1", "ASCII", TEXT).getBytes(GB18030);
    long id;
    try (WholeHub hub = WholeHub.start(data);
        MllpConnection connection = hub.mllp()) {
      connection.send(message);
      assertThat(new String(connection.answer(), GB18030)).contains("\rMSA|AA|A1\r");
      hub.awaitQuiet();
      MessageRow row = only(hub, "A1");
      assertThat(row.state()).isEqualTo(MessageState.PARKED);
      assertThat(row.stage()).isEqualTo("decode");
      id = row.id();
    }
    try (WholeHub hub = WholeHub.start(data, "--hub.charsets.ASCII=GB18030")) {
      assertThat(hub.bean(Replays.class).replay(id)).isTrue();
      hub.awaitQuiet();
      assertThat(only(hub, "A1").state()).isEqualTo(MessageState.NORMALIZED);
      assertThat(
              held(hub, "A1").get("attributes").get("items").get(0).get("localName").asText())
          .isEqualTo(TEXT);
    }
  }

  private static MessageRow only(WholeHub hub, String controlId) {
    List<MessageRow> rows =
        hub.bean(MessageQueries.class)
            .page(new MessageQueries.Selection(null, null, controlId, null, null), null, 10);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static JsonNode held(WholeHub hub, String report) throws Exception {
    return hub.heldOf(WholeHub.FACILITY)
        .get("result.issued:" + WholeHub.FACILITY + ":" + report);
  }

  /** A report whose number is the control id, with the text in its header, name, item and value. */
  private static String oru(String controlId, String msh18, String text) {
    String header =
        "MSH|^~\\&|LIS|" + text + "|HUB|樞紐|20261103080000||ORU^R01^ORU_R01|" + controlId;
    return header
        + "|T|2.5.1"
        + (msh18.isEmpty() ? "" : "||||||" + msh18)
        + "\rPID|1||P1^^^HIS^MR||"
        + text
        + "\rPV1|1|I|W1||||||||||||||||Z1\rOBR|1|A1|"
        + controlId
        + "|CT^胸部CT平扫^L|||20261103070000|||||||||||||||20261103075500||RAD|F\rOBX|1|TX|F1^"
        + text
        + "^L||"
        + text
        + "||||||F\r";
  }
}
