package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Editors complete and check mapping files by schemas that know what the loader knows. */
class MappingSchemasTest {

  private static final Pattern KNOWN = Pattern.compile("'zzz' is not known here; known are (.*)");

  @TempDir private Path temp;
  private ShippedFolder folder;
  private MappingSchemas schemas;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
    schemas = new MappingSchemas(folder.root());
  }

  @Test
  void acceptEveryShippedFile() throws IOException {
    List<String> checked = new ArrayList<>();
    for (String file : files()) {
      String schema = MappingSchemas.nameFor(file);
      if (schema != null) {
        assertThat(schemas.problems(folder.file(file), schema)).as(file).isEmpty();
        checked.add(schema);
      }
    }

    assertThat(checked)
        .contains(
            "event", "profile", "view", "links", "identities", "value-sets", "editions", "example")
        .hasSizeGreaterThan(100);
  }

  @Test
  void areNamedByTheFirstLineOfEveryShippedYamlFile() throws IOException {
    for (String file : files()) {
      if (file.endsWith(".yaml")) {
        String first = Files.readString(folder.file(file)).lines().findFirst().orElse("");
        assertThat(first).as(file).startsWith("# yaml-language-server: $schema=");
        Path named = folder.file(file).getParent().resolve(first.substring(first.indexOf('=') + 1));
        assertThat(named.normalize())
            .isEqualTo(folder.file("schemas/" + MappingSchemas.nameFor(file) + ".schema.json"))
            .exists();
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "events/visit.registered.yaml|action: record|acton: record",
        "events/visit.registered.yaml|action: record|action: insert",
        "events/visit.registered.yaml|event: visit.registered|",
        "events/visit.registered.yaml|name: {zh|name: {cn",
        "events/visit.registered.yaml|type: time|type: date",
        "events/visit.registered.yaml|required: true|required: yes",
        "events/visit.registered.yaml|values: visit-class|value: visit-class",
        "events/visit.registered.yaml|{path: PV1-2, table|{paths: PV1-2, table",
        "events/visit.registered.yaml|in: [O, E]|in: {O: E}",
        "events/payment.succeeded.yaml|otherwise: other}, $payment]|others: other}, $payment]",
        "events/payment.refunded.yaml|sign: ignored|sign: negative",
        "events/visit.registered.yaml|key: [$visit]|key: []",
        "events/visit.registered.yaml|hl7v2:|hl7:",
        "events/result.issued.yaml|    by: [localCode|    per: [localCode",
        "events/result.issued.yaml|        each: OBX|        eech: OBX",
        "events/result.issued.yaml|otherwise: other|else: other",
        "events/appt.booked.yaml|{from: [SCH|{form: [SCH",
        "events/appt.booked.yaml|{from: [SCH-11.4], to: [SCH-11.5]}|{from: [SCH-11.4]}",
        "profiles/his-empi.yaml|profile: his-empi|name: his-empi",
        "profiles/his-empi.yaml|  hl7v2:|  hl7:",
        "profiles/his-empi.yaml|patient: [PID-2.1|patient: [{a: b}, PID-2.1",
        "profiles/his-z-segments.yaml|{path: ZPV-4, table: clinic-level}|{path: ZPV-4, tabel: clinic-level}",
        "profiles/call-centre.yaml|  trigger: [head|  triger: [head",
        "profiles/call-centre.yaml|        each: body|        eech: body",
        "profiles/call-centre.yaml|  bindings:|  binding:",
        "events/settlement.outpatient.yaml|negative: true|negativ: true",
        "events/settlement.inpatient.yaml|when: {kind: final}|whem: {kind: final}",
        "views/settlement-outpatient.yaml|window: {|windows: {",
        "views/settlement-outpatient.yaml|overlap: 10m|overlap: ten",
        "views/settlement-outpatient.yaml|days: 35|days: 0",
        "views/settlement-outpatient.yaml|in: ['1', 'Y']|is: ['1', 'Y']",
        "patient-links.yaml|old: [MRG-1.1]|olt: [MRG-1.1]",
        "visit-moves.yaml|owner: [$patient]|owners: [$patient]",
        "patient-identities.yaml|  - ids:|  - id:",
        "patient-identities.yaml|{type: \"01\", path: [$legalId]}|{type: \"01\"}",
        "value-sets.yaml|visit-class:|visit-class: [",
        "value-sets.yaml|en: outpatient}|en: out, patient}",
        "codes/editions.yaml|{system: LOINC|{sistem: LOINC",
        "codes/editions.yaml|from: 2024-04-01|from: April 2024",
        "examples/visit-registered/events.json|\"businessKey\"|\"key\"",
        "examples/visit-registered/events.json|\"type\"|\"event\"",
      })
  void refuseWhatTheLoaderRefuses(String file, String text, String wrong) throws IOException {
    folder.replace(file, text, wrong == null ? "" : wrong);
    List<MappingProblem> problems = new ArrayList<>(MappingLoader.load(folder.root()).problems());
    ExampleFolder.read(folder.root(), problems);

    assertThat(problems).as("the loader").anyMatch(p -> p.file().equals(file));
    if (problems.stream().noneMatch(p -> p.reason().startsWith("is not YAML"))) {
      assertThat(schemas.problems(folder.file(file), MappingSchemas.nameFor(file)))
          .as("the schema")
          .isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "events/visit.registered.yaml|event: visit|zzz: 1~event: visit||",
        "events/visit.registered.yaml|name: {|name: {zzz: 1, |/$defs/name|",
        "events/result.issued.yaml|    by: [localCode|    zzz: 1~    by: [localCode|/$defs/attribute|",
        "events/visit.registered.yaml|    action: record|    zzz: 1~    action: record|/$defs/binding|until",
        "events/result.issued.yaml|    each: OBR|    zzz: 1~    each: OBR|/$defs/binding|",
        "events/visit.registered.yaml|{path: PV1-2, table|{zzz: 1, path: PV1-2, table|/$defs/condition|",
        "events/result.issued.yaml|        each: OBX|        zzz: 1~        each: OBX|/$defs/ruleObject|",
        "events/appt.booked.yaml|{from: [SCH|{zzz: 1, from: [SCH|/$defs/span|",
        "events/result.issued.yaml|{lines: {path|{lines: {zzz: 1, path|/$defs/lines|until",
        "events/result.issued.yaml|{document: {data: [OBX|{document: {zzz: 1, data: [OBX|/$defs/document|",
        "profiles/his-empi.yaml|profile: his|zzz: 1~profile: his||",
        "profiles/call-centre.yaml|  trigger: [head|  zzz: 1~  trigger: [head|/$defs/documents|",
        "events/settlement.inpatient.yaml|{event: discharge.made|{zzz: 1, event: discharge.made|/$defs/countsWhile|",
        "views/settlement-outpatient.yaml|view: sett|zzz: 1~view: sett||",
        "views/settlement-outpatient.yaml|watermark: {|watermark: {zzz: 1, |/$defs/watermark|",
        "views/settlement-outpatient.yaml|window: {|window: {zzz: 1, |/$defs/window|",
        "views/settlement-outpatient.yaml|void: {|void: {zzz: 1, |/$defs/void|",
        "patient-links.yaml|    each: MRG|    zzz: 1~    each: MRG|/$defs/link|",
        "visit-moves.yaml|hl7v2:|zzz: 1~hl7v2:||",
        "patient-identities.yaml|    name: [PID|    zzz: 1~    name: [PID|/$defs/identity|",
        "patient-identities.yaml|{type: \"01\", path|{zzz: 1, type: \"01\", path|/$defs/id|",
        "codes/editions.yaml|{system: LOINC|{zzz: 1, system: LOINC|/$defs/edition|",
        "examples/visit-registered/events.json|{|{\"zzz\": 1,||",
        "examples/visit-registered/events.json|\"type\"|\"zzz\": 1, \"type\"|/$defs/event|",
        "examples/patients-merged/events.json|\"old\"|\"zzz\": 1, \"old\"|/$defs/link|",
      })
  void knowEveryKeyThatTheLoaderKnows(
      String file, String text, String wrong, String pointer, String unread) throws IOException {
    folder.replace(file, text, wrong.replace('~', '\n'));
    List<MappingProblem> problems = new ArrayList<>(MappingLoader.load(folder.root()).problems());
    ExampleFolder.read(folder.root(), problems);
    Matcher known =
        problems.stream()
            .map(MappingProblem::reason)
            .map(KNOWN::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow(() -> new AssertionError("not refused: " + problems));

    Set<String> keys = new TreeSet<>(List.of(known.group(1).split(", ")));
    if (unread != null) {
      // read only beside another key
      keys.add(unread);
    }
    assertThat(schemas.properties(MappingSchemas.nameFor(file), pointer == null ? "" : pointer))
        .isEqualTo(keys);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.root())) {
      return all.filter(Files::isRegularFile)
          .map(path -> folder.root().relativize(path).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".yaml") || name.endsWith("events.json"))
          .sorted()
          .toList();
    }
  }
}
