package org.bianmin.hub.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import java.nio.charset.Charset;
import java.util.Map;
import org.bianmin.hub.journal.Hl7Charsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementTest {

  private static final String TIME = "20260101080000";

  private final Hl7HeaderReader reader = new Hl7HeaderReader(new Hl7Charsets(Map.of()));

  @ParameterizedTest
  @CsvSource({
    "2.1,ACK",
    "2.2,ACK",
    "2.3,ACK^A08",
    "2.3.1,ACK^A08^ACK",
    "2.4,ACK^A08^ACK",
    "2.5.1,ACK^A08^ACK",
    "2.8,ACK^A08^ACK"
  })
  void answersInTheVersionOfTheMessage(String version, String type) {
    assertThat(ack(msh("|||||", version), AckOutcome.STORED))
        .isEqualTo(
            "MSH|^~\\&|HUB|H2|HIS|H1|" + TIME + "||" + type + "|A1|T|" + version + "\rMSA|AA|M1\r");
  }

  @ParameterizedTest
  @CsvSource({
    "2.2,AE,'ERR|^^^207'",
    "2.3,AE,'ERR|^^^207'",
    "2.4,AE,'ERR|^^^207&Application internal error&HL70357'",
    "2.5,AE,'ERR|||207^Application internal error^HL70357|E||||The message could not be stored;"
        + " send it again later'",
  })
  void namesTheErrorAsItsVersionWantsIt(String version, String code, String err) {
    String[] segments = ack(msh("|||||", version), AckOutcome.NOT_STORED).split("\r", -1);

    String text =
        version.compareTo("2.4") < 0 ? "|The message could not be stored; send it again later" : "";
    assertThat(segments[1]).isEqualTo("MSA|" + code + "|M1" + text);
    assertThat(segments[2]).isEqualTo(err);
  }

  @ParameterizedTest
  @CsvSource({
    // MSH-15, MSH-16, stored, not stored, rejected
    "'','',AA,AE,AR",
    "AL,'',CA,CE,CR",
    "AL,NE,CA,CE,CR",
    "AL,AL,CA,CE,CR",
    "SU,NE,CA,'',''",
    "ER,NE,'',CE,CR",
    "ER,AL,AA,CE,CR",
    "NE,NE,'','',''",
    "NE,'','','',''",
    "NE,AL,AA,AE,AR",
    "'',AL,AA,AE,AR",
    "NE,ER,'',AE,AR",
    "NE,SU,AA,'',''"
  })
  void answersOnceAtTheLevelThatTheSenderAsksFor(
      String accept, String application, String stored, String notStored, String rejected) {
    byte[] message = msh("|||" + accept + "|" + application, "2.5");

    assertThat(code(message, AckOutcome.STORED)).isEqualTo(stored);
    assertThat(code(message, AckOutcome.NOT_STORED)).isEqualTo(notStored);
    assertThat(code(message, AckOutcome.NOT_HL7)).isEqualTo(rejected);
  }

  @Test
  void usesTheDelimitersOfTheMessageAndEscapesThemInItsTexts() {
    byte[] message = "MSH;%*!e;HIS;H1;HUB;H2;;;ADT%A01;M1;P;2.5\r".getBytes(UTF_8);

    assertThat(ack(message, AckOutcome.NOT_STORED))
        .contains(";ACK%A01%ACK;", "\rMSA;AE;M1\r", "ERR;;;207%Application int!T!rnal")
        .contains("could not b!T! stor!T!d!F! s!T!nd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GB 18030-2000", "GBK", ""})
  void givesBackTheNamesInTheBytesOfTheSender(String declared) {
    Charset gb = Charset.forName("GB18030");
    byte[] message =
        ("MSH|^~\\&|東過|頫皛|HUB|𠮷|||ADT^A01|M1|P|2.4||||||" + declared + "\r").getBytes(gb);
    if (declared.equals("GBK")) {
      message = "MSH|^~\\&|東過|頫皛|HUB|皛|||ADT^A01|M1|P|2.4||||||GBK\r".getBytes(gb);
    }

    String answer = new String(bytes(message, AckOutcome.STORED), gb);

    assertThat(answer).contains("|東過|頫皛|" + TIME).contains("\rMSA|AA|M1\r");
    if (!declared.isEmpty()) {
      assertThat(answer.lines().findFirst().orElseThrow()).endsWith("|2.4||||||" + declared);
    }
  }

  @Test
  void answersWhatIsNotHl7WithTheUsualDelimiters() {
    assertThat(ack("PID|1\r".getBytes(UTF_8), AckOutcome.NOT_HL7))
        .isEqualTo(
            "MSH|^~\\&|||||"
                + TIME
                + "||ACK|A1|P|2.5\rMSA|AR|\rERR|||100^Segment sequence error^HL70357|E||||The"
                + " message does not begin with MSH, FHS or BHS; it was parked\r");
  }

  @ParameterizedTest
  @EnumSource(AckOutcome.class)
  void isWellFormedForAnIndependentParser(AckOutcome outcome) throws HL7Exception {
    var parser = new PipeParser(new GenericModelClassFactory());
    for (String version : new String[] {"2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5.1", "2.8"}) {
      var terser = new Terser(parser.parse(ack(msh("|||||", version), outcome)));

      assertThat(terser.get("/MSA-2")).isEqualTo("M1");
      assertThat(terser.get("/MSH-5")).isEqualTo("HIS");
      assertThat(terser.get("/MSH-12")).isEqualTo(version);
    }
  }

  @Test
  void neverRepeatsAControlId() {
    var stamp = new AckStamp(java.time.Clock.systemUTC(), java.time.ZoneId.of("Asia/Shanghai"));

    assertThat(stamp.controlId()).isNotEqualTo(stamp.controlId()).hasSizeBetween(8, 20);
  }

  private static byte[] msh(String after12, String version) {
    return ("MSH|^~\\&|HIS|H1|HUB|H2|20260101||ADT^A08|M1|T|" + version + after12 + "\rPID|1\r")
        .getBytes(UTF_8);
  }

  private String code(byte[] message, AckOutcome outcome) {
    String answer = ack(message, outcome);
    return answer.isEmpty() ? "" : answer.substring(answer.indexOf("\rMSA|") + 5).substring(0, 2);
  }

  private String ack(byte[] message, AckOutcome outcome) {
    return new String(bytes(message, outcome), UTF_8);
  }

  private byte[] bytes(byte[] message, AckOutcome outcome) {
    return Acknowledgement.of(reader.read(message, null), outcome, TIME, "A1");
  }
}
