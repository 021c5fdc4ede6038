package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bianmin.hub.mapping.Binding;
import org.bianmin.hub.mapping.CodeTable;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingExample;
import org.bianmin.hub.mapping.Rule;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.normalize.MappingCheck;
import org.junit.jupiter.api.Test;

/** The shipped mappings are in order, the same check as the command {@code check-mappings}. */
class ShippedMappingsTest {

  private static final Path WARNINGS = Path.of("src/test/resources/shipped/warnings.approved.txt");

  private final MappingCheck.Report report = MappingCheck.report(ShippedFolder.SHIPPED);

  @Test
  void haveNoProblemAndMeetTheirExamples() {
    assertThat(report.problems()).isEmpty();
  }

  /** What is known to be unused or untried; a new warning is looked at before it gets there. */
  @Test
  void haveTheWarningsThatAreKnownAndNoOthers() throws IOException {
    String warnings =
        report.warnings().stream()
            .map(warning -> warning.file() + ": " + warning.reason() + "\n")
            .collect(Collectors.joining());
    if (Boolean.getBoolean("approve")) {
      Files.writeString(WARNINGS, warnings);
    }

    assertThat(warnings).isEqualTo(Files.readString(WARNINGS));
  }

  @Test
  void leaveUnitsAndValuesAsTheSourceWroteThem() {
    Set<String> filled = new TreeSet<>();
    for (Binding binding : report.set().events().get("result.issued").bindings()) {
      Rule items = binding.attributes().get("items");
      for (String name : List.of("unit", "value", "refRange", "abnormalFlag")) {
        // a binding that takes items away names nothing but their codes
        Rule rule = items == null ? null : items.group().attributes().get(name);
        if (rule != null) {
          filled.add(name);
          assertThat(rule.tables()).as(name).isEmpty();
        }
      }
    }
    assertThat(filled).contains("unit", "value", "refRange");
    assertThat(report.set().tables()).doesNotContainKey("unit");
  }

  /** HL7 table 0203: BC is a bank card, BCT a birth certificate. */
  @Test
  void knowIdentifiersByTheirKindsAndChineseNames() {
    CodeTable credential = report.set().tables().get("credential");
    CodeTable idType = report.set().tables().get("id-type");

    assertThat(credential.translate("his", "BC", 0)).isInstanceOf(CodeTable.LeftOut.class);
    assertThat(credential.translate("his", "BCT", 0))
        .isEqualTo(new CodeTable.Mapped("birth-certificate"));
    assertThat(idType.translate("his", "居民户口簿", 0))
        .isEqualTo(idType.translate("his", "户口簿", 0))
        .isEqualTo(new CodeTable.Mapped("02"));
  }

  @Test
  void haveAnExampleOfEveryEvent() {
    Set<String> shown = new TreeSet<>();
    for (MappingExample example : report.examples()) {
      example.events().forEach(event -> shown.add(event.type()));
    }

    assertThat(shown).isEqualTo(report.set().events().keySet());
  }

  @Test
  void nameTheObligationsThatEveryEventServes() {
    assertThat(report.set().events().values())
        .extracting(EventDefinition::ledger)
        .allSatisfy(ledger -> assertThat(ledger).isNotEmpty());
  }
}
