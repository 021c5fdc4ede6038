package org.bianmin.hub.wholeway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bianmin.hub.mapping.EventDefinition;
import org.bianmin.hub.mapping.MappingLoader;
import org.bianmin.hub.mapping.MappingSet;
import org.junit.jupiter.api.Test;

/**
 * The obligations of the five policy documents and what tells them. {@code ledger/obligations.csv}
 * has one row per obligation: its id, its class (M: a message can carry it, V: a view can, H:
 * partly, A: a person declares it, R: a report, G: governance), and the events and attributes that
 * it is told by.
 */
class LedgerTest {

  private static final Set<String> MESSAGES = Set.of("hl7v2", "fhir");

  /**
   * Ids of indicators that the documents ask for in numbers; the rows of the file have the rest.
   */
  private static final String INDICATOR = "(AHN|SXN|HAN|ZDN|MR|HAI|SXQ)-[0-9].*";

  private record Obligation(String id, String kind, List<String> tells) {}

  private final MappingSet set = MappingLoader.load(Path.of("mappings")).set();

  private static List<Obligation> obligations() throws IOException {
    List<Obligation> obligations = new ArrayList<>();
    try (InputStream in = LedgerTest.class.getResourceAsStream("/ledger/obligations.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().skip(1).toList()) {
        String[] cells = line.split(",", -1);
        List<String> tells = cells[2].isEmpty() ? List.of() : List.of(cells[2].split(" ", -1));
        obligations.add(new Obligation(cells[0], cells[1], tells));
      }
    }
    assertThat(obligations).hasSize(351);
    return obligations;
  }

  @Test
  void everyEventAndAttributeThatTellsAnObligationIsInAnEventFile() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Obligation obligation : obligations()) {
      for (String told : obligation.tells()) {
        EventDefinition event = event(told);
        String attribute = attribute(told);
        if (event == null || (attribute != null && !event.attributes().containsKey(attribute))) {
          missing.add(obligation.id() + ": " + told);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** An event that only documents and rows tell is filled by the names of its attributes. */
  @Test
  void whatAMessageIsSaidToCarryIsReadFromMessages() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Obligation obligation : obligations()) {
      for (String told : obligation.kind().equals("M") ? obligation.tells() : List.<String>of()) {
        EventDefinition event = event(told);
        String attribute = attribute(told);
        if (event == null || attribute == null || !hasMessages(event)) {
          continue;
        }
        boolean filled =
            event.bindings().stream()
                .anyMatch(
                    b -> MESSAGES.contains(b.format()) && b.attributes().containsKey(attribute));
        if (!filled) {
          missing.add(obligation.id() + ": " + told);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyObligationThatAnEventFileNamesExists() throws IOException {
    Set<String> known = new TreeSet<>();
    obligations().forEach(o -> known.add(o.id()));
    List<String> unknown = new ArrayList<>();
    for (EventDefinition event : set.events().values()) {
      for (String id : event.ledger()) {
        if (!known.contains(id) && !id.matches(INDICATOR)) {
          unknown.add(event.type() + ": " + id);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static boolean hasMessages(EventDefinition event) {
    return event.bindings().stream().anyMatch(b -> MESSAGES.contains(b.format()));
  }

  private EventDefinition event(String told) {
    String[] parts = told.split("\\.", -1);
    return set.events().get(parts[0] + "." + parts[1]);
  }

  private static String attribute(String told) {
    String[] parts = told.split("\\.", -1);
    return parts.length > 2 ? parts[2] : null;
  }
}
