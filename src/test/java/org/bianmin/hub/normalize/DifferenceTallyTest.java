package org.bianmin.hub.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.bianmin.hub.event.UnmappedCode;
import org.bianmin.hub.journal.Hl7Charsets;
import org.bianmin.hub.journal.JournalRow;
import org.bianmin.hub.journal.SourceProperties;
import org.bianmin.hub.journal.Sources;
import org.bianmin.hub.mapping.MappingSet;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.normalize.Difference.Change;
import org.bianmin.hub.normalize.Difference.Ending;
import org.bianmin.hub.normalize.Difference.OfEvent;
import org.bianmin.hub.normalize.Difference.Reason;
import org.bianmin.hub.normalize.Difference.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change planted in a draft is what the difference says, and nothing else is. */
class DifferenceTallyTest {

  private static final String LEVELS = "codes/clinic-level.csv";
  private static final String REGISTERED = "events/visit.registered.yaml";

  @TempDir private Path temp;
  private ShippedFolder draft;

  @BeforeEach
  void copy() throws IOException {
    draft = ShippedFolder.copyTo(temp.resolve("draft"));
  }

  @Test
  void saysNothingOfTheSameFiles() {
    Difference difference =
        read(Visits.registered("V1", "O", "expert"), Visits.registered("V2", "JZ", "expert"));

    assertThat(difference.messages()).isEqualTo(2);
    assertThat(difference.different()).isZero();
    assertThat(difference.endings())
        .containsExactly(
            new Ending("normalized", "normalized", 1, List.of(), 0, List.of()),
            new Ending("parked", "parked", 1, List.of(), 0, List.of()));
    assertThat(difference.events())
        .containsExactly(
            new OfEvent("visit.registered", 1, 0, 0, 0, 0, false, List.of(), List.of(), Map.of()));
  }

  @Test
  void countsACodeThatIsTranslatedOtherwise() throws IOException {
    draft.append(LEVELS, "his,expert,specialist,专科,");
    draft.append(LEVELS, "his,VVIP,special-need,特需,");
    draft.append(LEVELS, "his,general,-,,");
    draft.replace(LEVELS, "*,专科,specialist,专科,\n", "");

    Difference difference =
        read(
            Visits.registered("V1", "O", "expert"),
            Visits.registered("V2", "O", "expert"),
            Visits.registered("V2", "O", "expert"),
            Visits.registered("V3", "O", "VVIP"),
            Visits.registered("V4", "O", "general"),
            Visits.registered("V5", "O", "专科"),
            Visits.registered("V6", "O", "专家"));

    OfEvent visits = only(difference);
    assertThat(difference.different()).isEqualTo(6);
    assertThat(visits.same()).isOne();
    assertThat(visits.changed()).isEqualTo(6);
    assertThat(visits.facts()).isEqualTo(5);
    assertThat(visits.samples()).isEqualTo(Map.of("changed", List.of(1L, 2L, 3L, 4L, 5L, 6L)));
    assertThat(visits.attributes())
        .containsExactly(
            new Change(
                "clinicLevel",
                0,
                1,
                3,
                1,
                1,
                List.of(
                    new Value("expert", "specialist", 3),
                    new Value("general", null, 1),
                    new Value("specialist", UnmappedCode.of("专科"), 1),
                    new Value(UnmappedCode.of("VVIP"), "special-need", 1)),
                0,
                Map.of(
                    "changed", List.of(1L, 2L, 3L),
                    "mapped", List.of(4L),
                    "lost", List.of(5L),
                    "unmapped", List.of(6L))));
  }

  @Test
  void countsAPathOfAProfileThatIsAnotherAndQuotesNoText() throws IOException {
    draft.replace("profiles/default.yaml", "department: [PV1-10.1]", "department: [PV1-3.1]");

    Change change =
        only(read(Visits.registered("V1", "O", ""), Visits.registered("V2", "E", "")))
            .attributes()
            .get(0);

    assertThat(change)
        .isEqualTo(
            new Change(
                "deptCode", 0, 0, 2, 0, 0, List.of(), 0, Map.of("changed", List.of(1L, 2L))));
  }

  @Test
  void countsWhatABindingThatIsTakenOutNoLongerTells() throws IOException {
    draft.replace(REGISTERED, "on: [ADT^A11, ADT^A23]", "on: [ADT^A99]");

    Difference difference =
        read(Visits.registered("V1", "O", ""), Visits.cancelled("V1"), Visits.cancelled("V2"));

    OfEvent visits = only(difference);
    assertThat(visits.same()).isOne();
    assertThat(visits.missing()).isEqualTo(2);
    assertThat(visits.facts()).isEqualTo(2);
    assertThat(visits.samples()).isEqualTo(Map.of("missing", List.of(2L, 3L)));
    Ending ending = difference.endings().get(0);
    assertThat(ending.inForce() + " " + ending.draft()).isEqualTo("normalized ignored");
    assertThat(ending.messages()).isEqualTo(2);
    assertThat(ending.reasons()).singleElement().extracting(Reason::inForce).isNull();
    assertThat(ending.reasons().get(0).draft()).contains("needs");
    assertThat(ending.samples()).containsExactly(2L, 3L);
  }

  @Test
  void countsWhatAnEventOfTheDraftOnlyTells() throws IOException {
    Files.writeString(
        draft.file("events/test.merged.yaml"),
        """
        event: test.merged
        name: {zh: 试, en: Test}
        person: optional
        attributes:
          at: {type: time, required: true}
        hl7v2:
          - on: [ADT^A04]
            action: record
            key: [$visit]
            recordedAt: [$recorded]
            occurredAt: [EVN-2]
            attributes:
              at: [EVN-2]
        """);

    Difference difference =
        read(Visits.registered("V1", "O", ""), Visits.registered("V2", "C", ""));

    assertThat(difference.different()).isEqualTo(2);
    OfEvent added = difference.events().get(0);
    assertThat(added.type()).isEqualTo("test.merged");
    assertThat(added.added()).isEqualTo(2);
    assertThat(added.facts()).isEqualTo(2);
    assertThat(difference.events().get(1).same()).isOne();
    assertThat(difference.endings())
        .extracting(e -> e.inForce() + " " + e.draft() + " " + e.messages())
        .containsExactly("ignored normalized 1", "normalized normalized 1");
  }

  @Test
  void countsParkedMessagesThatAMendedTableReads() throws IOException {
    draft.append("codes/visit-class.csv", "his,JZ,E,急诊,");

    Difference difference =
        read(
            Visits.registered("V1", "JZ", ""),
            Visits.registered("V2", "JZ", ""),
            Visits.registered("V3", "MZ", ""));

    assertThat(difference.different()).isEqualTo(2);
    Ending mended = difference.endings().get(0);
    assertThat(mended.inForce() + " " + mended.draft()).isEqualTo("parked normalized");
    assertThat(mended.messages()).isEqualTo(2);
    assertThat(mended.reasons()).singleElement().extracting(Reason::messages).isEqualTo(2L);
    assertThat(mended.reasons().get(0).inForce()).contains("'JZ'", "visit-class.csv");
    assertThat(mended.reasons().get(0).draft()).isNull();
    assertThat(mended.samples()).containsExactly(1L, 2L);
    assertThat(difference.endings().get(1).messages()).isOne();
    assertThat(only(difference).added()).isEqualTo(2);
  }

  @Test
  void takesAnotherKeyForTheSameEvent() throws IOException {
    draft.replace("profiles/default.yaml", "visit: [PV1-19.1]", "visit: [PID-3.1]");

    OfEvent visits = only(read(Visits.registered("V1", "O", "")));

    assertThat(visits.changed()).isOne();
    assertThat(visits.added() + visits.missing()).isZero();
    assertThat(visits.facts()).as("the one told so far, and the new one").isEqualTo(2);
    assertThat(visits.parts())
        .containsExactly(
            new Change("key", 0, 0, 1, 0, 0, List.of(), 0, Map.of("changed", List.of(1L))));
  }

  @Test
  void countsOtherTimesActionsAndPersons() throws IOException {
    draft.replace(REGISTERED, "patient: [$patient]", "patient: [PID-19]");
    draft.replace(REGISTERED, "action: record", "action: amend");
    draft.replace(REGISTERED, "recordedAt: [$recorded]", "recordedAt: [PV1-45]");

    OfEvent visits = only(read(Visits.registered("V1", "O", "")));

    assertThat(visits.parts())
        .extracting(Change::name)
        .containsExactly("action", "patient", "recordedAt");
    assertThat(visits.parts().get(0).values()).containsExactly(new Value("record", "amend", 1));
    assertThat(visits.parts().get(1).lost()).isOne();
    assertThat(visits.parts().get(1).values()).isEmpty();
  }

  @Test
  void countsAnEventOnceHoweverManyOfItsItemsDiffer() throws IOException {
    String three =
        Visits.reported("R1", "HGB", "120")
            + "OBX|2|NM|WBC^项目||5|g/L||||F|||F\rOBX|3|NM|RBC^项目||4|||||F|||F\r";
    draft.replace("events/result.issued.yaml", "unit: [OBX-6.1, OBX-6.2]", "unit: [OBX-7]");

    OfEvent report = only(read(three, Visits.reported("R2", "HGB", "118")));

    assertThat(report.changed()).isEqualTo(2);
    assertThat(report.attributes())
        .containsExactly(
            new Change("items.unit", 0, 2, 0, 0, 0, List.of(), 0, Map.of("lost", List.of(1L, 2L))));
  }

  @Test
  void countsItemsThatOnlyOneSideHas() throws IOException {
    draft.replace("events/result.issued.yaml", "localCode: [OBX-3.1, ", "localCode: [OBX-4, ");

    Change items = only(read(Visits.reported("R1", "HGB", "120"))).attributes().get(0);

    assertThat(items.name()).isEqualTo("items");
    assertThat(items.gained()).isOne();
    assertThat(items.lost()).isOne();
    assertThat(items.values()).as("items are named by what was examined").isEmpty();
  }

  @Test
  void countsLinksThatOnlyOneSideTells() throws IOException {
    draft.replace("patient-links.yaml", "ADT^A40, ", "");

    Difference difference = read(Visits.merged("P1", "P2"), Visits.merged("P3", "P2"));

    assertThat(difference.different()).isEqualTo(2);
    assertThat(difference.links())
        .containsExactly(
            new Difference.OfLinks("patients", 0, 0, 2, Map.of("missing", List.of(1L, 2L))));
  }

  private static OfEvent only(Difference difference) {
    assertThat(difference.events()).hasSize(1);
    return difference.events().get(0);
  }

  /** Reads messages, with ids from 1, with the shipped files and with the draft. */
  private Difference read(String... messages) {
    MappingSet shipped = set(ShippedFolder.SHIPPED);
    MappingSet changed = set(draft.root());
    Sources sources =
        new Sources(
            "H001",
            Map.of(
                "his", SourceProperties.reading("H001", ZoneId.of("Asia/Shanghai"), "default", 1)));
    Hl7Charsets charsets = new Hl7Charsets(Map.of());
    MessageNormalizer inForce = new MessageNormalizer(sources, charsets, shipped);
    MessageNormalizer drafted = new MessageNormalizer(sources, charsets, changed);
    DifferenceTally tally = new DifferenceTally(shipped, changed);
    for (int i = 0; i < messages.length; i++) {
      JournalRow row = new JournalRow(i + 1, DraftHub.message("his", messages[i]), 0);
      tally.add(row.id(), inForce.normalize(row), drafted.normalize(row));
    }
    return tally.report();
  }

  private static MappingSet set(Path folder) {
    MappingCheck.Report report = MappingCheck.report(folder);
    assertThat(report.set()).as("%s", report.problems()).isNotNull();
    return report.set();
  }
}
