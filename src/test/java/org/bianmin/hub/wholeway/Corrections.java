package org.bianmin.hub.wholeway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Many corrections of few facts: every kind of measure-events.md §2.1 that the mappings read, with
 * chains of merges. Times grow by a minute per message, so the order of the list is the order of
 * the sources.
 */
final class Corrections {

  private static final int PATIENTS = 6;

  private final List<StreamMessage> messages = new ArrayList<>();
  private final String facility;
  private final Random random;
  private int minute;

  private Corrections(long seed, String facility) {
    this.facility = facility;
    this.random = new Random(seed);
  }

  static List<StreamMessage> of(long seed, String facility) {
    Corrections stream = new Corrections(seed, facility);
    for (int i = 0; i < PATIENTS; i++) {
      stream.outpatient(i);
      stream.inpatient(i);
      stream.observed(i);
      stream.reports(i);
      stream.settlements(i);
    }
    stream.merges();
    return stream.messages;
  }

  private void outpatient(int i) {
    String v = "OV" + i;
    adt("A04", "", pid("OLD" + i), pv1("O", v, "D" + i, "", ""));
    adt("A08", "", pid("OLD" + i), pv1("O", v, "D" + random.nextInt(9), "", ""));
    adt("A08", "", pid("NEW" + i), pv1("O", v, "\"\"", "", ""));
    if (random.nextBoolean()) {
      adt("A11", "", pid("NEW" + i), pv1("O", v, "", "", ""));
      if (random.nextBoolean()) {
        adt("A04", "", pid("NEW" + i), pv1("O", v, "D" + i, "", ""));
      }
    }
  }

  private void inpatient(int i) {
    String v = "IV" + i;
    adt("A01", "", pid("OLD" + i), pv1("I", v, "D" + i, "", ""));
    String moved = time();
    adt("A02", moved, pid("OLD" + i), pv1("I", v, "D" + (i + 1), "", ""));
    if (random.nextBoolean()) {
      adt("A12", moved, pid("OLD" + i), pv1("I", v, "", "", ""));
    }
    adt("A03", "", pid("OLD" + i), pv1("I", v, "D" + i, "1", time()) + "DG1|1||I10^高血压\r");
    int rounds = random.nextInt(3);
    for (int round = 0; round < rounds; round++) {
      adt("A13", "", pid("OLD" + i), pv1("I", v, "D" + i, "", ""));
      String ended = pv1("I", v, "D" + i, "" + (2 + round), time());
      adt("A03", "", pid("OLD" + i), ended + "DG1|1||I10^高血压\rDG1|2||E11^糖尿病\r");
    }
    adt("A08", "", pid("OLD" + i), pv1("I", v, "D7", "9", time()));
    if (random.nextInt(3) == 0) {
      adt("A11", "", pid("OLD" + i), pv1("I", v, "", "", ""));
    }
  }

  /** Into observation, out of it by discharge or transfer, and back when that is cancelled. */
  private void observed(int i) {
    String v = "EV" + i;
    String pid = pid("OLD" + i);
    String inside = located(pv1("E", v, "D" + i, "", ""), "LG", "");
    adt("A04", "", pid, inside);
    int rounds = random.nextInt(3);
    for (int round = 0; round < rounds; round++) {
      adt("A03", "", pid, located(pv1("E", v, "D" + i, "" + (1 + round), time()), "LG", ""));
      if (round == 0 || random.nextBoolean()) {
        adt("A13", "", pid, inside);
      }
    }
    String moved = time();
    adt("A02", moved, pid, located(pv1("I", v, "D" + i, "", ""), "W1", "LG"));
    if (random.nextBoolean()) {
      adt("A12", moved, pid, located(pv1("E", v, "D" + i, "", ""), "LG", "W1"));
    }
    adt("A02", "", pid, located(pv1("I", v, "D" + i, "", ""), "W2", "W1"));
    if (random.nextInt(4) == 0) {
      adt("A11", "", pid, inside);
    }
  }

  private void reports(int i) {
    String report = "R" + i;
    oru(report, "P", obx(1, "WBC", "4", "P"));
    oru(report, "F", obx(1, "WBC", "5", "F") + obx(2, "RBC", "6", "F") + obx(3, "HGB", "7", "F"));
    oru(report, "C", obx(1, "RBC", "6." + random.nextInt(9), "C"));
    oru(report, "C", obx(1, "HGB", "", "D") + obx(2, "PLT", "200", "F"));
    switch (random.nextInt(5)) {
      case 0 -> oru(report, "X", "");
      case 1 -> oru(report, "W", obx(1, "WBC", "5", "W"));
      case 2 ->
          oru(
              report,
              "C",
              obx(1, "WBC", "", "D") + obx(2, "RBC", "", "D") + obx(3, "PLT", "", "D"));
      case 3 -> {
        oru(report, "X", "");
        oru(report, "F", obx(1, "WBC", "8", "F"));
      }
      default -> oru(report, "F", obx(1, "WBC", "9", "F"));
    }
  }

  private void settlements(int i) {
    dft("S" + i, "OV" + i, "O", "CG", "12." + (10 + i));
    dft("T" + i, "IV" + i, "I", "CG", "100." + (10 + i));
    dft("T" + i, "IV" + i, "I", "CG", "200." + (10 + i));
    dft("U" + i, "OV" + i, "O", "CG", "-3.0" + random.nextInt(3));
    dft("U" + i, "OV" + i, "O", "CG", "9.00");
    dft("U" + i, "OV" + i, "O", "CG", random.nextBoolean() ? "-9.00" : "-1.00");
    if (random.nextBoolean()) {
      dft("S" + i, "OV" + i, "O", "CD", "12." + (10 + i));
    }
    if (random.nextInt(3) == 0) {
      dft("T" + i, "IV" + i, "I", "CD", "200." + (10 + i));
      dft("T" + i, "IV" + i, "I", "CG", "150." + (10 + i));
    }
  }

  /** Chains, a fork, a link that is corrected, and two that merge into each other. */
  private void merges() {
    merge("OLD0", "OLD1");
    merge("OLD1", "OLD2");
    merge("OLD2", "NEW5");
    merge("OLD3", "OLD4");
    merge("OLD3", "NEW3");
    merge("OLD4", "OLD5");
    merge("OLD5", "OLD4");
    merge("NEW0", "NEW1");
  }

  private void merge(String old, String current) {
    adt("A40", "", pid(current), "MRG|" + old + "^^^HIS^MR\r");
  }

  private void adt(String trigger, String eventTime, String pid, String rest) {
    say("ADT^" + trigger, "EVN|" + trigger + "|" + time() + "||||" + eventTime + "\r" + pid + rest);
  }

  private void oru(String report, String status, String obx) {
    String obr = "OBR|1||" + report + "|CBC^血常规|||" + time() + "|||||||||||||||" + time();
    say("ORU^R01", pid("OLD" + report.substring(1)) + obr + "||LAB|" + status + "\r" + obx);
  }

  private static String obx(int set, String code, String value, String status) {
    return "OBX|" + set + "|NM|" + code + "^" + code + "||" + value + "||||||" + status + "\r";
  }

  private void dft(String number, String visit, String visitClass, String type, String amount) {
    String ft1 = "FT1|1|" + number + "||" + time() + "||" + type + "|FINAL||||" + amount;
    say(
        "DFT^P03",
        "EVN|P03|"
            + time()
            + "\r"
            + pid("OLD0")
            + pv1(visitClass, visit, "", "", "")
            + ft1
            + "|||||WINDOW\r");
  }

  private static String pid(String id) {
    return "PID|1||" + id + "^^^HIS^MR\r";
  }

  private static String pv1(
      String visitClass, String number, String department, String disposition, String end) {
    String[] fields = new String[46];
    Arrays.fill(fields, "");
    fields[0] = "PV1";
    fields[2] = visitClass;
    fields[3] = "W1^^" + number;
    fields[10] = department;
    fields[19] = number;
    fields[36] = disposition;
    fields[44] = "20261101080000";
    fields[45] = end;
    return String.join("|", fields) + "\r";
  }

  /** The same with another place (PV1-3) and the one before it (PV1-6). */
  private static String located(String pv1, String place, String before) {
    String[] fields = pv1.split("\\|", -1);
    fields[3] = place;
    fields[6] = before;
    return String.join("|", fields);
  }

  private String time() {
    return String.format("202611%02d%02d%02d00", 2 + minute / 1440, minute / 60 % 24, minute % 60);
  }

  private void say(String type, String body) {
    String controlId = "K" + messages.size();
    String msh =
        "MSH|^~\\&|HIS|"
            + facility
            + "|HUB||"
            + time()
            + "||"
            + type
            + "|"
            + controlId
            + "|T|2.5.1";
    byte[] bytes = (msh + "||||||UNICODE UTF-8\r" + body).getBytes(StandardCharsets.UTF_8);
    messages.add(StreamMessage.hl7("his", controlId, type, bytes));
    minute++;
  }
}
