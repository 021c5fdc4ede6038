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

/** How messages, documents and rows are translated by tables whose rows hold for a time. */
class CodeTablesTest {

  private static final String LEVELS = "codes/clinic-level.csv";
  private static final String CLASSES = "codes/visit-class.csv";
  private static final String VISIT =
      """
      MSH|^~\\&|HIS|E|HUB|E|20261103090000||ADT^A04|E1|T|2.5.1||||||UNICODE UTF-8
      EVN|A04|20261103090000
      PID|1||P0001^^^E^MR
      PV1|1|\
      """;

  @TempDir private Path temp;
  private ShippedFolder folder;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
  }

  @Test
  void translateByTheBusinessTimeOfWhatAMessageTells() throws IOException {
    dated(LEVELS, "*,7,general,,,,2026-11-02\n*,7,expert,,,2026-11-03,\n");
    visit("before", "O", "20261102235959", "7", "general");
    visit("from-then-on", "O", "20261103000000", "7", "expert");

    assertThat(problems()).isEmpty();
  }

  @Test
  void decideByTheBusinessTimeWhichEventAMessageTells() throws IOException {
    dated(CLASSES, "*,JZ,E,,,2026-11-03,\n");
    visit("covered", "JZ", "20261103080000", "expert", "expert");
    example(
        "not-yet",
        "received.hl7",
        message("JZ", "20261102080000", "expert"),
        "{\"events\": [], \"parked\": \"code 'JZ' is not in mappings/codes/visit-class.csv\"}");

    assertThat(problems()).isEmpty();
  }

  @Test
  void translateDocumentsAndRowsByTheirBusinessTimeToo() throws IOException {
    dated(LEVELS, "*,7,general,,,,2026-11-02\n*,7,expert,,,2026-11-03,\n");
    for (String day : List.of("02", "03")) {
      String level = day.equals("02") ? "general" : "expert";
      document(
          "told-" + day, "\"occurredAt\": \"2026-11-" + day + "T10:00:00+08:00\",", day, level);
      // the attribute that is the business time where the document tells none
      document("at-" + day, "", day, level);
    }

    assertThat(problems()).isEmpty();
  }

  @Test
  void keepACodeOfATextAttributeThatNoTableCoversAsUnmapped() throws IOException {
    folder.replace("codes/lab-item.csv", "*,*,-", "*,no-such-code,-");
    String events = "examples/result-issued/events.json";
    folder.replace(
        events,
        "\"recognitionItemCode\": null",
        "\"recognitionItemCode\": {\"$unmapped\": \"ODD\"}");
    folder.replace(events, "\"loinc\": null", "\"loinc\": {\"$unmapped\": \"ODD\"}");

    assertThat(problems()).isEmpty();
  }

  private void dated(String table, String rows) throws IOException {
    String text = Files.readString(folder.file(table));
    Files.writeString(
        folder.file(table),
        text.replace(
                "source,code,target,display,comment", "source,code,target,display,comment,from,to")
            + rows);
  }

  private void visit(String name, String visitClass, String at, String level, String expected)
      throws IOException {
    example(
        name,
        "received.hl7",
        message(visitClass, at, level),
        """
        {"events": [{"type": "visit.registered", "businessKey": "V0001",
          "attributes": {"clinicLevel": "%s"}}]}
        """
            .formatted(expected));
  }

  private static String message(String visitClass, String at, String level) {
    // PV1-2, 18, 19 and 44
    return VISIT + visitClass + "|".repeat(16) + level + "|V0001" + "|".repeat(25) + at + "\n";
  }

  private void document(String name, String occurred, String day, String level) throws IOException {
    example(
        name,
        "document.json",
        """
        {"type": "visit.registered", "key": "V1", "recordedAt": "2026-11-05T10:00:00+08:00", %s
         "patient": {"id": "P1"},
         "attributes": {"visitClass": "O", "at": "2026-11-%sT10:00:00+08:00", "clinicLevel": "7"}}
        """
            .formatted(occurred, day),
        """
        {"events": [{"type": "visit.registered", "attributes": {"clinicLevel": "%s"}}]}
        """
            .formatted(level));
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
