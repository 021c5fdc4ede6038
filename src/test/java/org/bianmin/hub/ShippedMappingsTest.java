package org.bianmin.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingExample;
import org.bianmin.hub.mapping.ShippedFolder;
import org.bianmin.hub.normalize.MappingCheck;
import org.junit.jupiter.api.Test;

/** The shipped mappings are in order, the same check as the command {@code check-mappings}. */
class ShippedMappingsTest {

  private final MappingCheck.Report report = MappingCheck.report(ShippedFolder.SHIPPED);

  @Test
  void haveNoProblemAndMeetTheirExamples() {
    assertThat(report.problems()).isEmpty();
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
