package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bianmin.hub.mapping.ShippedFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Paths that do not compile, and examples that are not met, are found with their place. */
class MappingCheckTest {

  private static final String EXAMPLE = "examples/visit-registered/events.json";

  @TempDir private Path temp;
  private ShippedFolder folder;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "events/visit.registered.yaml|path: PV1-18|path: PV1.18|Path 'PV1.18', column 4: expected '-'",
        "events/visit.registered.yaml|at: [period.start|at: [period..start"
            + "|'period..start' is not a FHIRPath expression",
        "profiles/default.yaml|ward: [PV1-3.1]|ward: [PV1-3.x]|Path 'PV1-3.x', column 7: expected",
        "events/result.issued.yaml|each: OBX|each: obx|'obx' is no segment",
        "patient-links.yaml|old: [MRG-1.1]|old: [MRG]|Path 'MRG', column 4: expected '-'",
      })
  void namesFileLineAndReasonOfAPath(String file, String text, String wrong, String reason)
      throws IOException {
    int line = folder.replace(file, text, wrong);

    assertThat(problems()).anyMatch(p -> p.startsWith(file + ":" + line + ": " + reason));
  }

  @Test
  void refusesATriggerThatNoMessageCanHave() throws IOException {
    int hl7 = folder.replace("events/transfer.made.yaml", "[ADT^A02]", "[ADT_A02]");
    int fhir = folder.replace("events/result.issued.yaml", "[DiagnosticReport]", "[Report]");

    assertThat(problems())
        .contains(
            "events/transfer.made.yaml:"
                + hl7
                + ": Trigger 'ADT_A02' is not MSH-9: write for example ADT^A04 or ORU^R01",
            "events/result.issued.yaml:"
                + fhir
                + ": 'Report' is no resource type of FHIR R4: write for example Encounter");
  }

  @Test
  void readsResourcesOfATypeThatOnlyANewEventNames() throws IOException {
    Files.writeString(
        folder.file("events/appointment.made.yaml"),
        """
        event: appointment.made
        name: {zh: 预约, en: Appointment made}
        attributes:
          at: {type: time, required: true}
        fhir:
          - on: [Flag]
            action: record
            key: [id]
            recordedAt: [meta.lastUpdated]
            occurredAt: [period.start]
            attributes:
              at: [period.start]
        """);
    example(
        "appointment",
        "received.json",
        "{\"resourceType\":\"Flag\",\"id\":\"a1\",\"status\":\"active\","
            + "\"period\":{\"start\":\"2026-11-03T08:00:00+08:00\"}}",
        "{\"events\": [{\"type\": \"appointment.made\", \"businessKey\": \"a1\"}]}");

    assertThat(problems()).isEmpty();
  }

  @Test
  void namesTheAttributeThatAnExampleDoesNotMeet() throws IOException {
    folder.replace(EXAMPLE, "\"deptCode\": \"0301\"", "\"deptCode\": \"0302\"");

    assertThat(problems()).containsExactly(EXAMPLE + ":3: 'deptCode' is '0301', expected '0302'");
  }

  @Test
  void namesTheItemThatAnExampleDoesNotMeet() throws IOException {
    String file = "examples/result-issued/events.json";
    folder.replace(file, "\"value\": \"98\"", "\"value\": \"97\"");

    assertThat(problems()).containsExactly(file + ":3: 'items[1].value' is '98', expected '97'");
  }

  @Test
  void tellsWhenAnExampleIsParkedOrIgnored() throws IOException {
    folder.replace("events/visit.registered.yaml", "[ADT^A04, ADT^A01, ADT^A07]", "[ADT^A05]");

    assertThat(problems())
        .anyMatch(p -> p.startsWith(EXAMPLE + ":1: the message is ignored: "))
        .anyMatch(
            p ->
                p.startsWith(
                    "examples/visit-class-missing/events.json:1: the message is ignored: "));
  }

  @Test
  void tellsOfEventsThatAnExampleDoesNotExpect() throws IOException {
    Files.writeString(folder.file(EXAMPLE), "{\"events\": []}");

    assertThat(problems())
        .containsExactly(
            EXAMPLE + ":1: the message tells more than is expected: visit.registered V0001");
  }

  @Test
  void readsAnExampleWithTheProfileItNames() throws IOException {
    Files.writeString(
        folder.file("profiles/vendor.yaml"),
        "profile: vendor\nterms:\n  hl7v2:\n    department: [PV1-3.1]\n");
    String message =
        Files.readString(folder.file("examples/visit-registered/received.hl7"))
            .replace("PV1|1|O|", "PV1|1|O|0999");
    example(
        "vendor",
        "received.hl7",
        message,
        """
        {"profile": "vendor", "events": [
        \t{"type": "visit.registered", "attributes": {"deptCode": "0999"}}]}
        """);

    assertThat(problems()).isEmpty();
  }

  @Test
  void refusesAnExampleWithoutItsMessage() throws IOException {
    Files.delete(folder.file("examples/visit-registered/received.hl7"));

    assertThat(problems())
        .containsExactly(
            "examples/visit-registered: an example has one message: received.hl7 (HL7 v2),"
                + " received.json (FHIR), document.json or row.json (docs/events-api)");
  }

  private void example(String name, String file, String message, String events) throws IOException {
    Path target = Files.createDirectories(folder.file("examples/" + name));
    Files.writeString(target.resolve(file), message);
    Files.writeString(target.resolve("events.json"), events);
  }

  private List<String> problems() {
    return MappingCheck.report(folder.root()).problems().stream().map(Object::toString).toList();
  }
}
