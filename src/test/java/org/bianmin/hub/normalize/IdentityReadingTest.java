package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.PersonIdentity;
import org.bianmin.hub.event.ToldIdentity;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a patient is by law, as messages tell it. */
class IdentityReadingTest {

  private static final MappingSet SET = MappingLoader.load(Path.of("mappings")).set();

  private static List<ToldIdentity> identities(MessageFormat format, String text, boolean kept) {
    Sources sources =
        new Sources(
            "A",
            Map.of("s", SourceProperties.reading("A", ZoneId.of("Asia/Shanghai"), "default", 10)));
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    JournalRow row =
        new JournalRow(1, new NewMessage("s", "A", format, "1", "", null, 0, raw, null, null), 0);
    Outcome outcome =
        new MessageNormalizer(sources, new Hl7Charsets(Map.of()), SET, kept).normalize(row);
    return ((Outcome.Normalized) outcome).identities();
  }

  private static String visit(String pid) {
    return "MSH|^~\\&|HIS|A|||20261103080000||ADT^A04|1|P|2.5.1|||||CHN|UNICODE UTF-8\r"
        + "EVN|A04|20261103080000\r"
        + pid
        + "\rPV1|1|O|||||||||||||||||V1|||||||||||||||||||||||||20261103080000\r";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PID|1||P1^^^^MR||张^三||19491231|M|||||||||||11010519491231002x;01;11010519491231002X;张三;1;1949-12-31",
        "PID|1||P1^^^^MR~11010519491231002X^^^^NI||张三||19491231000000|1;01;11010519491231002X;张三;1;1949-12-31",
        "PID|1||P1^^^^MR~E8301746^^^^PPN||SMITH^JOHN||1980|F;03;E8301746;SMITH JOHN;2;",
      })
  void readsTheFirstLegalId(
      String pid, String type, String id, String name, String sex, String birth) {
    assertThat(identities(MessageFormat.HL7V2, visit(pid), true))
        .extracting(ToldIdentity::identity)
        .containsExactly(new PersonIdentity(type, id, name, sex, birth));
  }

  @Test
  void takesNoNumberWithAWrongCheckCharacterForALegalId() {
    String pid = "PID|1||P1^^^^MR||张三||19491231|M|||||||||||110105194912310021";
    assertThat(identities(MessageFormat.HL7V2, visit(pid), true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"00000000", "12345678", "UNKNOWN", "E1111111", "护照遗失"})
  void takesNoPlaceholderForALegalId(String number) {
    String pid = "PID|1||P1^^^^MR~" + number + "^^^^PPN||张三||19491231|M";
    assertThat(identities(MessageFormat.HL7V2, visit(pid), true)).isEmpty();
  }

  @Test
  void readsNothingWhereIdentitiesAreNotKept() {
    String pid = "PID|1||P1^^^^MR||张三||19491231|M|||||||||||11010519491231002X";
    assertThat(identities(MessageFormat.HL7V2, visit(pid), false)).isEmpty();
  }

  @Test
  void readsThePatientOfAFhirResource() {
    String bundle =
        """
        {"resourceType":"DiagnosticReport","id":"r1","status":"final","issued":"2026-11-03T08:00:00+08:00",
         "identifier":[{"value":"R1"}],"code":{"text":"x"},"category":[{"coding":[{"code":"LAB"}]}],
         "contained":[
           {"resourceType":"Patient","id":"p","identifier":[
             {"type":{"coding":[{"code":"MR"}]},"value":"P1"},
             {"type":{"coding":[{"code":"NI"}]},"value":"11010519491231002X"}],
            "name":[{"text":"张三"}],"gender":"male","birthDate":"1949-12-31"},
           {"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"GLU"}]},
            "valueQuantity":{"value":5.1,"unit":"mmol/L"}}],
         "subject":{"reference":"#p"},"result":[{"reference":"#o"}]}
        """;
    assertThat(identities(MessageFormat.FHIR, bundle, true))
        .extracting(ToldIdentity::identity)
        .containsExactly(new PersonIdentity("01", "11010519491231002X", "张三", "1", "1949-12-31"));
  }

  @Test
  void readsTheIdTypeOfADocument() {
    String document =
        """
        {"id":"d1","type":"notice.delivered","key":"N1","recordedAt":"2026-11-03T08:00:00+08:00",
         "patient":{"idType":"01","id":"11010519491231002X"},
         "attributes":{"noticeKind":"result","mode":"push","channel":"wechat-official","sentAt":"2026-11-03T08:00:00+08:00"}}
        """;
    assertThat(identities(MessageFormat.JSON, document, true))
        .extracting(ToldIdentity::identity)
        .containsExactly(new PersonIdentity("01", "11010519491231002X", null, null, null));
  }
}
