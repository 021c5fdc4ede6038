package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bindings that tell nothing are refused; what is probably not meant is warned of. */
class MappingWarningsTest {

  private static final String VISIT = "events/visit.registered.yaml";
  private static final String BOOKED = "events/appt.booked.yaml";

  @TempDir private Path temp;
  private ShippedFolder folder;

  @BeforeEach
  void copy() throws IOException {
    folder = ShippedFolder.copyTo(temp.resolve("mappings"));
  }

  @ParameterizedTest(name = "{1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "in: [O, E]}|in: [O, E], not-in: [E, O]}|this never holds: all of 'in' is in 'not-in'",
        "in: [O, E]}|in: [O, E], present: false}|this never holds: 'present: false' asks for no value",
      })
  void refusesAConditionThatNeverHolds(String text, String wrong, String reason)
      throws IOException {
    int line = folder.replace(VISIT, text, wrong);

    assertThat(problems()).anyMatch(p -> p.startsWith(VISIT + ":" + line + ": " + reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{path: PV1-2, table: visit-class, in: [I]}",
        "{path: PV1-2, present: false}",
      })
  void refusesConditionsThatNeverHoldTogether(String other) throws IOException {
    int line =
        folder.replace(
            VISIT,
            "      - {path: PV1-2, table: visit-class, in: [O, E]}",
            "      - {path: PV1-2, table: visit-class, in: [O, E]}\n      - " + other);

    assertThat(problems())
        .contains(
            VISIT
                + ":"
                + (line + 1)
                + ": this never holds together with the condition on the same path in line "
                + line);
  }

  @Test
  void refusesABindingThatTellsTheSameAsAnother() throws IOException {
    int twice =
        folder.append(
            "events/appt.booked.yaml",
            """
              - on: [Appointment]
                action: void
                when:
                  - {path: status, in: [entered-in-error]}
                key: [$encounter]\
            """);

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(BOOKED + ":" + twice + ": the binding in line ")
        .endsWith("takes Appointment under the same conditions and key; put the two together");
  }

  @Test
  void warnsOfKeysThatTwoKindsOfNumbersMayShare() throws IOException {
    folder.replace(BOOKED, "key: [\"bed:\", $preadmission]", "key: [$preadmission]");
    folder.replace(BOOKED, "key: [\"bed:\", $preadmission]", "key: [$preadmission]");

    assertThat(warnings())
        .anyMatch(
            w ->
                w.matches(
                    BOOKED
                        + ":\\d+: records under PV1-5.1 or PV1-19.1 and the binding in line \\d+ under"
                        + " SCH-2.1 or SCH-1.1: where the two numbers are the same digits .*"));
  }

  @Test
  void warnsOfAVoidUnderAKeyThatNothingRecords() throws IOException {
    folder.replace(
        BOOKED,
        "    action: void\n    key: [\"bed:\", $preadmission]",
        "    action: void\n    key: [\"beds:\", $preadmission]");

    assertThat(warnings())
        .anyMatch(
            w ->
                w.startsWith(BOOKED + ":")
                    && w.contains(
                        "no binding of hl7v2 records under a key that begins with 'beds:'"));
  }

  @Test
  void warnsOfTablesValueSetsTermsAndWorkbooksThatNothingUses() throws IOException {
    Files.writeString(folder.file("codes/spare.csv"), CodeTableFile.HEADER + "\n*,1,a,,\n");
    Files.write(folder.file("codes/visit-class.xlsx"), new byte[] {'P', 'K'});
    folder.append("value-sets.yaml", "spare-set:\n  a: {zh: 甲, en: a}");
    int term =
        folder.replace("profiles/default.yaml", "    visit: [", "    spare: [PV1-1]\n    visit: [");

    assertThat(warnings())
        .contains(
            "codes/spare.csv: no rule, condition or attribute uses this table",
            "codes/visit-class.xlsx: is not read; save it as CSV UTF-8, name.csv",
            "value-sets.yaml: no attribute has the value set 'spare-set'",
            "profiles/default.yaml:" + term + ": nothing uses the term 'spare'");
  }

  @Test
  void refusesATargetWithoutItsZeroAndOneThatIsNotTrueOrFalse() throws IOException {
    folder.append("value-sets.yaml", "padded:\n  \"01\": {zh: 甲, en: a}");
    folder.replace(VISIT, "values: clinic-level", "values: padded");
    Files.writeString(folder.file("codes/clinic-level.csv"), CodeTableFile.HEADER + "\n*,a,1,,\n");
    int line = folder.append("codes/neuraxial.csv", "*,XX,maybe,,");

    assertThat(problems())
        .anyMatch(
            p -> p.startsWith("codes/clinic-level.csv:2: target '1' stands where '01' is meant"))
        .contains(
            "codes/neuraxial.csv:"
                + line
                + ": target 'maybe' is neither true nor false, and 'analgesia' is one of"
                + " these");
  }

  @Test
  void refusesAnEditionOfATableThatIsNotThere() throws IOException {
    int line = folder.append("codes/editions.yaml", "visit-clas: {system: HL7 table 0004}");

    assertThat(problems())
        .containsExactly(
            "codes/editions.yaml:"
                + line
                + ": there is no table codes/visit-clas.csv; correct the name, or take the entry"
                + " out");
  }

  private List<String> problems() {
    return MappingLoader.load(folder.root()).problems().stream().map(Object::toString).toList();
  }

  private List<String> warnings() {
    MappingLoader.Loaded loaded = MappingLoader.load(folder.root());
    assertThat(loaded.problems()).isEmpty();
    return MappingWarnings.of(loaded.set(), folder.root()).stream().map(Object::toString).toList();
  }
}
