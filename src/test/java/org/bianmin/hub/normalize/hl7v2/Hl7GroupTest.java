package org.bianmin.hub.normalize.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class Hl7GroupTest {

  @Test
  void groupsResultsUnderTheirOrders() {
    Hl7Message message =
        message(
            "PID|1||P1",
            "PV1|1|I",
            "ORC|RE|o1",
            "OBR|1|r1",
            "NTE|1||n1",
            "OBX|1|x1",
            "OBX|2|x2",
            "ORC|RE|o2",
            "TQ1|1",
            "OBR|2|r2",
            "OBX|1|x3",
            "OBR|3|r3");

    List<Hl7Scope> orders = message.groups("OBR");

    assertThat(all(orders, "OBR-2")).containsExactly("r1", "r2", "r3");
    assertThat(all(orders, "ORC-2")).containsExactly("o1", "o2", null);
    assertThat(all(orders, "OBX-2")).containsExactly("x1", "x3", null);
    assertThat(all(orders, "OBX[2]-2")).containsExactly("x2", null, null);
    assertThat(all(orders, "NTE-3")).containsExactly("n1", null, null);
    assertThat(all(orders, "TQ1-1")).containsExactly(null, "1", null);
    assertThat(all(orders, "PID-3")).containsExactly("P1", "P1", "P1");
    assertThat(all(orders, "MSH-3")).containsExactly("HIS", "HIS", "HIS");
    assertThat(orders.get(2).has("OBX")).isFalse();
    assertThat(orders.get(2).has("PID")).isFalse();
    assertThat(orders.get(0).has("OBX")).isTrue();
  }

  @Test
  void groupsWithinAGroup() {
    Hl7Message message =
        message(
            "PID|1||P1",
            "ORC|RE|o1",
            "OBR|1|r1",
            "NTE|1||of order",
            "OBX|1|x1",
            "NTE|1||of x1",
            "OBX|2|x2",
            "ORC|RE|o2",
            "OBR|2|r2",
            "OBX|1|x3");

    List<Hl7Scope> orders = message.groups("OBR");
    List<Hl7Scope> results = orders.get(0).groups("OBX");

    assertThat(all(results, "OBX-2")).containsExactly("x1", "x2");
    assertThat(all(results, "NTE-3")).containsExactly("of x1", "of order");
    assertThat(all(results, "OBR-2")).containsExactly("r1", "r1");
    assertThat(all(results, "ORC-2")).containsExactly("o1", "o1");
    assertThat(all(results, "PID-3")).containsExactly("P1", "P1");
    assertThat(all(results, "ZZZ-3")).containsExactly(null, null);
    assertThat(orders.get(1).groups("NTE")).isEmpty();
    assertThat(orders.get(1).groups("OBX")).hasSize(1);
  }

  @Test
  void endsAGroupBeforeTheSegmentsGiven() {
    Hl7Message message =
        message("PID|1", "FT1|1|a", "PR1|1|p1", "FT1|2|b", "DG1|1|d1", "PR1|1|p2", "GT1|1");

    List<Hl7Scope> charges = message.groups("FT1", "DG1", "GT1");

    assertThat(all(charges, "FT1-2")).containsExactly("a", "b");
    assertThat(charges.get(0).has("PR1")).isTrue();
    assertThat(charges.get(1).has("PR1")).isFalse();
    assertThat(all(charges, "PR1-2")).containsExactly("p1", "p2");
    assertThat(all(charges, "DG1-2")).containsExactly("d1", "d1");
  }

  @Test
  void neverShowsAnotherPatient() {
    Hl7Message message =
        message(
            "NTE|1||common",
            "PID|1||P1",
            "PV1|1|I",
            "OBR|1|r1",
            "OBX|1|x1",
            "PID|2||P2",
            "OBR|2|r2",
            "PID|3||P3",
            "PV1|1|O",
            "OBR|3|r3");

    List<Hl7Scope> orders = message.groups("OBR");

    assertThat(all(orders, "PID-3")).containsExactly("P1", "P2", "P3");
    assertThat(all(orders, "PV1-2")).containsExactly("I", null, "O");
    assertThat(all(orders, "NTE-3")).containsExactly("common", "common", "common");
    List<Hl7Scope> patients = message.groups("PID");
    assertThat(all(patients, "OBR-2")).containsExactly("r1", "r2", "r3");
    assertThat(all(patients, "PV1-2")).containsExactly("I", null, "O");
    assertThat(all(patients.get(2).groups("OBR"), "PID-3")).containsExactly("P3");
  }

  @Test
  void pairsEachMergeWithItsPatient() {
    Hl7Message message = message("EVN|A40", "PID|1||new1", "MRG|old1", "PID|2||new2", "MRG|old2");

    List<Hl7Scope> merges = message.groups("MRG");

    assertThat(all(merges, "MRG-1")).containsExactly("old1", "old2");
    assertThat(all(merges, "PID-3")).containsExactly("new1", "new2");
    assertThat(all(merges, "EVN-1")).containsExactly("A40", "A40");
  }

  @Test
  void findsAPatientThatFollowsTheGroup() {
    Hl7Message message = message("SCH|1|s1", "PID|1||P1", "AIS|1");

    assertThat(all(message.groups("SCH"), "PID-3")).containsExactly("P1");
  }

  @Test
  void keepsAnOrderThatHasNoDetailInTheGroupBefore() {
    Hl7Message message = message("ORC|NW|o1", "RXE|1|e1", "ORC|NW|o2", "FT1|1|f1");

    assertThat(message.groups("RXE").get(0).values(Hl7Path.compile("ORC[2]-2")))
        .containsExactly("o2");
    assertThat(message.groups("FT1").get(0).has("ORC")).isFalse();
    assertThat(all(message.groups("ORC"), "RXE-2")).containsExactly("e1", null);
  }

  @Test
  void findsNoGroupWhereTheSegmentIsAbsent() {
    assertThat(message("PID|1").groups("OBR")).isEmpty();
  }

  private static Hl7Message message(String... segments) {
    return Hl7Message.parse("MSH|^~\\&|HIS\r" + String.join("\r", segments));
  }

  private static List<String> all(List<Hl7Scope> scopes, String path) {
    Hl7Path compiled = Hl7Path.compile(path);
    return scopes.stream().map(scope -> scope.value(compiled)).toList();
  }
}
