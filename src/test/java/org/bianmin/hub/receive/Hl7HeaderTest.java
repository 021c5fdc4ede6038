package org.bianmin.hub.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bianmin.hub.journal.Hl7Charsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hl7HeaderTest {

  private static final Charset GB18030 = Charset.forName("GB18030");

  private final Hl7HeaderReader reader = new Hl7HeaderReader(new Hl7Charsets(Map.of()));

  @Test
  void readsTheFieldsThatRoutingAndAnswersNeed() {
    Hl7Header header =
        ascii(
            "MSH|^~\\&|HIS|H1|HUB|H2|20260101080000||ADT^A01^ADT_A01|MSG7|T|2.5.1^CHN|||AL|NE|CHN"
                + "|UNICODE UTF-8~ASCII\rPID|1\r");

    assertThat(header.segment()).isEqualTo("MSH");
    assertThat(header.sendingApplication()).isEqualTo("HIS");
    assertThat(header.sendingFacility()).isEqualTo("H1");
    assertThat(header.receivingApplication()).isEqualTo("HUB");
    assertThat(header.receivingFacility()).isEqualTo("H2");
    assertThat(header.trigger()).isEqualTo("ADT^A01");
    assertThat(header.controlId()).isEqualTo("MSG7");
    assertThat(header.processingId()).isEqualTo("T");
    assertThat(header.version()).isEqualTo("2.5.1");
    assertThat(header.acceptAcknowledgement()).isEqualTo("AL");
    assertThat(header.applicationAcknowledgement()).isEqualTo("NE");
    assertThat(header.characterSet()).isEqualTo("UNICODE UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"2.1,210", "2.2,220", "2.3,230", "2.3.1,231", "2.5.1,251", "2.8,280", "'',0", "V2,0"})
  void ordersVersions(String version, int number) {
    assertThat(ascii("MSH|^~\\&|||||||ADT^A01|1|P|" + version + "\r").versionNumber())
        .isEqualTo(number);
  }

  @Test
  void splitsByTheDelimitersOfTheMessage() {
    Hl7Header header = ascii("MSH$%*!?$HIS$H1$HUB$H2$2026$$ORU%R01$X1$P$2.3\rPID$1\r");

    assertThat(header.trigger()).isEqualTo("ORU^R01");
    assertThat(header.controlId()).isEqualTo("X1");
    assertThat(header.encodingCharacters()).isEqualTo("%*!?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MSH|^~\\&", "MSH|", "MSH|^~\\&|||||||||", "\r\n MSH|^~\\&|A\nPID|1\n"})
  void leavesMissingFieldsEmpty(String message) {
    Hl7Header header = ascii(message);

    assertThat(header.isHl7()).isTrue();
    assertThat(header.controlId()).isEmpty();
    assertThat(header.trigger()).isEmpty();
    assertThat(header.version()).isEmpty();
    assertThat(header.encodingCharacters()).isEqualTo("^~\\&");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MS", "MSH", "MSHA|x", "PID|1", "{}", "<ClinicalDocument/>", "MSH\r"})
  void saysWhatIsNotHl7(String bytes) {
    assertThat(ascii(bytes).isHl7()).isFalse();
  }

  @Test
  void readsTheHeaderOfABatch() {
    Hl7Header header = ascii("FHS|^~\\&|HIS|H1|HUB|H2|2026||file||F9|\rBHS|^~\\&\r");

    assertThat(header.isBatch()).isTrue();
    assertThat(header.controlId()).isEqualTo("F9");
    assertThat(header.trigger()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GB 18030-2000", "GB18030", "GBK", ""})
  void splitsAfterDecodingWhereSecondBytesAreDelimiters(String declared) {
    // second bytes 0x7C, 0x5E, 0x5C, 0x7E
    String facility = "東過頫皛醫院";
    byte[] raw =
        ("MSH|^~\\&|" + facility + "|頫東|HUB|皛|2026||ADT^A01|過1|P|2.4||||||" + declared + "\r")
            .getBytes(GB18030);

    Hl7Header header = reader.read(raw, null);

    assertThat(header.sendingApplication()).isEqualTo(facility);
    assertThat(header.sendingFacility()).isEqualTo("頫東");
    assertThat(header.receivingFacility()).isEqualTo("皛");
    assertThat(header.controlId()).isEqualTo("過1");
    assertThat(header.trigger()).isEqualTo("ADT^A01");
    assertThat(header.characterSet()).isEqualTo(declared);
  }

  @Test
  void readsFourByteCharactersAndUtf8() {
    String msh = "MSH|^~\\&|𠮷田㐂|頫東|HUB|H|2026||ADT^A01|1|P|2.4||||||";

    assertThat(reader.read((msh + "GB18030\r").getBytes(GB18030), null).sendingApplication())
        .isEqualTo("𠮷田㐂");
    byte[] utf8 = (msh + "UNICODE UTF-8\r").getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(utf8, "GB18030").sendingApplication()).isEqualTo("𠮷田㐂");
    assertThat(reader.read(utf8, "GB18030").charset()).isEqualTo(StandardCharsets.UTF_8);
  }

  @Test
  void keepsBytesThatFitNoCharsetAsTheyAre() {
    byte[] raw =
        "MSH|^~\\&|A\u00ff|B|C|D|||ADT^A01|1|P|2.4\r".getBytes(StandardCharsets.ISO_8859_1);

    Hl7Header header = reader.read(raw, null);

    assertThat(header.sendingApplication().getBytes(header.charset()))
        .isEqualTo(new byte[] {'A', (byte) 0xFF});
    assertThat(header.controlId()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16", "IBM037", "KLINGON", " "})
  void doesNotBelieveADeclarationThatTheHeaderItselfRefutes(String declared) {
    byte[] raw =
        ("MSH|^~\\&|頫東|B|C|D|||ADT^A01|1|P|2.4||||||" + declared + "|\r").getBytes(GB18030);

    Hl7Header header = reader.read(raw, null);

    assertThat(header.sendingApplication()).isEqualTo("頫東");
    assertThat(header.controlId()).isEqualTo("1");
  }

  private Hl7Header ascii(String message) {
    return reader.read(message.getBytes(StandardCharsets.US_ASCII), null);
  }
}
