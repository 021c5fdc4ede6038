package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bianmin.hub.event.Assertion;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.MessageFormat;
import org.bianmin.hub.journal.NewMessage;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which report a message tells of, and which of its items. */
class ReportKeysTest {

  private static final String PROFILE =
      """
      profile: second-laboratory
      terms:
        hl7v2:
          reportIssuer: [MSH-3.1]
          itemSubId: []
      """;

  @TempDir private static Path folder;
  private static MappingSet set;

  @BeforeAll
  static void load() throws IOException {
    Path shipped = Path.of("mappings");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.filter(f -> !f.startsWith(shipped.resolve("examples"))).toList()) {
        Path copy = folder.resolve(shipped.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    Files.writeString(folder.resolve("profiles/second-laboratory.yaml"), PROFILE);
    MappingCheck.Report report = MappingCheck.report(folder);
    assertThat(report.problems()).isEmpty();
    set = report.set();
  }

  @Test
  void aNumberWithoutItsLaboratoryIsTheKeyAsItStands() {
    assertThat(told("lis", "1001", "").key().businessKey()).isEqualTo("1001");
  }

  @Test
  void theLaboratoryThatTheFillerNamesStandsBeforeTheNumber() {
    assertThat(told("lis", "1001^生化室", "").key().businessKey()).isEqualTo("生化室/1001");
    assertThat(told("lis", "1001^^1.2.3^ISO", "").key().businessKey()).isEqualTo("1.2.3/1001");
  }

  @Test
  void aLaboratoryThatDoesNotNameItselfIsNamedByItsProfile() {
    assertThat(told("second", "1001", "").key().businessKey()).isEqualTo("LIS/1001");
  }

  @Test
  void itemsOfOneCodeAreToldApartByTheirSubIds() {
    assertThat(
            items(
                "OBX|1|NM|CIP^^L||1||||||F\r"
                    + "OBX|2|NM|CIP^^L|1|2||||||F\r"
                    + "OBX|3|NM|CIP^^L|2|3||||||F\r"
                    + "OBX|4|NM|CIP^^L|2|4||||||F\r"))
        .containsExactly("CIP", "CIP^1", "CIP^2", "CIP^2#2");
  }

  @Test
  void aParentsSubIdIsNoSubId() {
    Assertion told = told("lis", "1", "|ORG&x&L^1^大肠埃希菌\rOBX|1|NM|CIP^^L||1||||||F\r");
    assertThat(itemsOf(told)).containsExactly("CIP^^1");
  }

  @Test
  void aSenderThatOnlyCountsItsRowsHasNoSubIds() {
    Assertion told =
        told("second", "1", "\rOBX|1|NM|GLU^^L|1|5.4||||||F\rOBX|2|NM|K^^L|2|4.1||||||F\r");
    assertThat(itemsOf(told)).containsExactly("GLU", "K");
  }

  @Test
  void aCodeWithoutASubIdHasTheKeyThatItAlwaysHad() {
    assertThat(items("OBX|1|NM|GLU^^L||5.4||||||F\rOBX|2|NM|GLU^^L||6.1||||||F\r"))
        .containsExactly("GLU", "GLU#2");
  }

  private static Set<String> items(String segments) {
    return itemsOf(told("lis", "1", "\r" + segments));
  }

  @SuppressWarnings("unchecked")
  private static Set<String> itemsOf(Assertion told) {
    return ((Map<String, Object>) told.attributes().get("items")).keySet();
  }

  private static Assertion told(String source, String filler, String rest) {
    String text =
        "MSH|^~\\&|LIS|H|HUB|H|20261103110000||ORU^R01|C1|P|2.5.1\r"
            + "PID|1||P1^^^H^MR\r"
            + "OBR|1|O1|"
            + filler
            + "|XM^项目^L|||20261103081500|||||||||||||||20261103105500||LAB|F"
            + rest;
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    Sources sources =
        new Sources(
            "H",
            Map.of(
                "lis", SourceProperties.reading("H", zone, "default", 10),
                "second", SourceProperties.reading("H", zone, "second-laboratory", 10)));
    NewMessage message =
        new NewMessage(
            source,
            "H",
            MessageFormat.HL7V2,
            "",
            "",
            null,
            0,
            text.getBytes(StandardCharsets.UTF_8),
            null,
            null);
    Outcome outcome =
        new MessageNormalizer(sources, new Hl7Charsets(Map.of()), set)
            .normalize(new JournalRow(1, message, 0));
    assertThat(outcome).isInstanceOf(Outcome.Normalized.class);
    List<Assertion> told = ((Outcome.Normalized) outcome).assertions();
    assertThat(told).hasSize(1);
    return told.get(0);
  }
}
