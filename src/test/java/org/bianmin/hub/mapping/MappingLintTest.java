package org.bianmin.hub.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about each thing that people get wrong in mapping files. */
class MappingLintTest {

  private static final String VISIT = "events/visit.registered.yaml";
  private static final String CLASSES = "codes/visit-class.csv";

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
        "events/visit.registered.yaml|action: record|acton: record"
            + "|'acton' is not known here; known are action, attributes, each",
        "events/visit.registered.yaml|{path: PV1-18, table: clinic-level}"
            + "|{path: PV1-18, table: clinic-levels}"
            + "|code table 'clinic-levels' is not in codes/; known are admit-source, appt-kind",
        "events/visit.registered.yaml|values: visit-class|values: visit-clas"
            + "|value set 'visit-clas' of attribute 'visitClass' is not in value-sets.yaml",
        "events/visit.registered.yaml|deptCode: [$department]|deptCode: [$departement]"
            + "|term '$departement' is not in profiles/default.yaml",
        "events/visit.registered.yaml|type: time|type: date"
            + "|attribute 'at' has type 'date'; known are code, text, time",
        "events/visit.registered.yaml|required: true|required: yes"
            + "|'required' is true or false, not 'yes'",
        "events/visit.registered.yaml|in: [O, E]|in: [OP, E]"
            + "|no row of codes/visit-class.csv has the target 'OP'; it has E, I, O, P",
        "events/visit.registered.yaml|event: visit.registered|event: visit.made"
            + "|event 'visit.made' stands in a file of another name; rename one of them",
        "events/visit.registered.yaml|      clinicLevel: {path|      clinicLevle: {path"
            + "|attribute 'clinicLevle' is not defined; defined are visitClass, at",
        "events/result.issued.yaml|otherwise: other|otherwise: rest"
            + "|'rest' is not in value set 'report-category' of value-sets.yaml",
        "events/transfer.made.yaml|%resource.$recorded|%resource.$recordet"
            + "|term '$recordet' is not in profiles/default.yaml",
        "events/settlement.inpatient.yaml|kind: final}}|kind: finall}}"
            + "|'finall' is not in value set 'settlement-kind' of value-sets.yaml; known are final",
        "events/settlement.inpatient.yaml|kind: final}}|sort: final}}"
            + "|'sort' is no attribute of this event",
        "events/settlement.inpatient.yaml|{event: discharge.made|{event: discharge.mad"
            + "|no event 'discharge.mad' in mappings/events",
        "events/settlement.inpatient.yaml|negative: true|negative: yes"
            + "|'negative' is true or false, not 'yes'",
        "events/payment.succeeded.yaml|table: pay-method, otherwise: other}, $payment]"
            + "|table: pay-methods, otherwise: other}, $payment]"
            + "|code table 'pay-methods' is not in codes/; known are admit-source",
        "events/payment.succeeded.yaml|otherwise: other}, $payment]|otherwise: other}, $paymend]"
            + "|term '$paymend' is not in profiles/default.yaml",
        "events/payment.refunded.yaml|sign: ignored|sign: negative"
            + "|'sign' is 'ignored', of an attribute of type amount",
        "events/payment.refunded.yaml|originalKey: {key|reason: {currency: FT1-11.1.2, key"
            + "|'currency' is that of an attribute of type amount",
        "events/payment.refunded.yaml|at: [FT1-4]|at: {key: [FT1-4]}"
            + "|'key' makes an attribute of type text",
        "profiles/default.yaml|profile: default|profile: standard"
            + "|profile 'standard' stands in a file of another name; rename one of them",
      })
  void namesFileLineAndReason(String file, String text, String wrong, String reason)
      throws IOException {
    int line = folder.replace(file, text, wrong);

    assertThat(problems()).anyMatch(p -> p.startsWith(file + ":" + line + ": " + reason));
  }

  @Test
  void letsAHospitalsTableHaveFewerRowsThanAConditionAsksFor() throws IOException {
    folder.replace("codes/sms-template.csv", row("codes/sms-template.csv", "bill"), "");
    folder.replace("codes/visit-class.csv", "*,E,E,", "*,E,O,");

    assertThat(MappingLoader.load(folder.root()).problems()).isEmpty();
  }

  private String row(String file, String target) throws IOException {
    return Files.readAllLines(folder.file(file)).stream()
        .filter(line -> line.split(",", -1)[2].equals(target))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void namesTheRequiredAttributeThatABindingDoesNotTell() throws IOException {
    int line = folder.replace(VISIT, "  - on: [ADT^A04, ADT^A01, ADT^A07]", "  - on: [ADT^A04]");
    folder.replace(VISIT, "      at: [PV1-44, EVN-6, EVN-2, MSH-7]\n", "");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(VISIT + ":" + line + ": ")
        .endsWith("without its required attribute 'at'");
  }

  @Test
  void saysThatAFileIsNotYamlAndWhere() throws IOException {
    int line = folder.append(VISIT, "  - [unclosed");

    assertThat(problems())
        .anyMatch(p -> p.matches(VISIT + ":(" + line + "|" + (line + 1) + "): is not YAML: .*"));
  }

  @Test
  void namesBothLinesOfACodeThatStandsTwice() throws IOException {
    int line = folder.append(CLASSES, "*,O,E,急诊,");

    assertThat(problems())
        .containsExactly(CLASSES + ":" + line + ": code 'O' stands in line 2 already; keep one");
  }

  @Test
  void namesTheTargetThatIsNoStandardCode() throws IOException {
    int line = folder.append("codes/clinic-level.csv", "*,5,profesor,教授,");

    assertThat(problems())
        .containsExactly(
            "codes/clinic-level.csv:"
                + line
                + ": target 'profesor' is not in value set 'clinic-level' of value-sets.yaml; known"
                + " are expert, general, special-need, specialist");
  }

  @Test
  void asksForTheExactHeader() throws IOException {
    folder.replace(CLASSES, "source,code,target", "source;code;target");

    assertThat(problems())
        .anyMatch(
            p ->
                p.startsWith(CLASSES + ":1: the cells are separated by semicolons: ")
                    && p.endsWith("has to be: source,code,target,display,comment"));
  }

  @Test
  void asksForEveryColumn() throws IOException {
    int line = folder.append(CLASSES, "*,7");

    assertThat(problems()).anyMatch(p -> p.startsWith(CLASSES + ":" + line + ": has 2 columns"));
  }

  @Test
  void explainsWhatAnEmptyTargetCouldBe() throws IOException {
    int line = folder.append(CLASSES, "*,7,,,");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith(CLASSES + ":" + line + ": source, code and target may not be empty")
        .contains("'-' leaves the attribute out");
  }

  @Test
  void refusesATermOfAVendorThatNothingUses() throws IOException {
    Files.writeString(
        folder.file("profiles/vendor.yaml"),
        "profile: vendor\nterms:\n  hl7v2:\n    departmnt: [PV1-3.1]\n");

    assertThat(problems())
        .singleElement()
        .asString()
        .startsWith("profiles/vendor.yaml:4: term 'departmnt' is not in profiles/default.yaml");
  }

  @Test
  void refusesAnOverrideOfAnUnknownEvent() throws IOException {
    Files.writeString(
        folder.file("profiles/vendor.yaml"),
        "profile: vendor\noverrides:\n  hl7v2:\n    visit.made:\n      at: [PV1-44]\n");

    assertThat(problems())
        .containsExactly("profiles/vendor.yaml:4: no event 'visit.made' in mappings/events");
  }

  @Test
  void readsTablesAsExcelSavesThemInChina() throws IOException {
    String rows = Files.readString(folder.file(CLASSES)) + "his,\"门诊,夜间\",O,\"说 \"\"夜间\"\"\",\r\n";
    Files.write(folder.file(CLASSES), rows.getBytes(Charset.forName("GBK")));

    CodeTable table = MappingLoader.load(folder.root()).set().tables().get("visit-class");
    assertThat(table.translate("his", "门诊,夜间", 0)).isEqualTo(new CodeTable.Mapped("O"));
    assertThat(table.translate("lis", "门诊,夜间", 0)).isInstanceOf(CodeTable.Unmapped.class);
  }

  @Test
  void toleratesAByteOrderMark() throws IOException {
    for (String file : List.of(CLASSES, VISIT)) {
      Files.writeString(folder.file(file), "\uFEFF" + Files.readString(folder.file(file)));
    }

    assertThat(problems()).isEmpty();
  }

  @Test
  void refusesATableInNoKnownCharset() throws IOException {
    Files.write(folder.file(CLASSES), "门\uD800".getBytes(StandardCharsets.UTF_16BE));

    assertThat(problems()).anyMatch(p -> p.startsWith(CLASSES + ": is neither UTF-8 nor GBK"));
  }

  @Test
  void hashesWhatDecidesHowMessagesAreReadAndNothingElse() throws IOException {
    String before = MappingLoader.load(folder.root()).set().hash();
    Files.writeString(folder.file("notes.txt"), "for people");
    assertThat(MappingLoader.load(folder.root()).set().hash()).isEqualTo(before);

    folder.append(CLASSES, "*,7,O,门诊,");
    assertThat(MappingLoader.load(folder.root()).set().hash()).isNotEqualTo(before);
  }

  private List<String> problems() {
    return MappingLoader.load(folder.root()).problems().stream().map(Object::toString).toList();
  }
}
