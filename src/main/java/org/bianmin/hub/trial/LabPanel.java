package org.bianmin.hub.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A laboratory panel of {@code trial/lab-panels.csv}. */
record LabPanel(
    String code,
    String name,
    String loinc,
    String specimen,
    String specimenName,
    String instrument,
    List<Item> items) {

  private static final String FILE = "/trial/lab-panels.csv";

  static final List<LabPanel> ALL = read();

  /**
   * One item of a panel.
   *
   * @param unit OBX-6, empty for a ratio
   * @param low lower end of the reference range, as printed
   * @param high upper end of the reference range, as printed
   * @param decimals digits after the point
   * @param loinc code that the laboratory tells beside its own, empty for none
   */
  record Item(
      String code, String name, String unit, String low, String high, int decimals, String loinc) {

    /** OBX-3: the laboratory's own code, and LOINC beside it where it is known. */
    String identifier() {
      String own = code + "^" + name + "^L";
      return loinc.isEmpty() ? own : own + "^" + loinc + "^^LN";
    }
  }

  /** OBR-4 of an order: LOINC first where it is known. */
  String ordered() {
    String own = code + "^" + name + "^L";
    return loinc.isEmpty() ? own : loinc + "^" + name + "^LN^" + own;
  }

  static LabPanel of(String code) {
    return ALL.stream().filter(panel -> panel.code.equals(code)).findFirst().orElseThrow();
  }

  private static List<LabPanel> read() {
    Map<String, LabPanel> panels = new LinkedHashMap<>();
    List<String> lines = text().lines().toList();
    for (String line : lines.subList(1, lines.size())) {
      String[] cell = line.split(",", -1);
      panels
          .computeIfAbsent(
              cell[0],
              code ->
                  new LabPanel(
                      code, cell[1], cell[12], cell[2], cell[3], cell[4], new ArrayList<>()))
          .items()
          .add(
              new Item(
                  cell[5],
                  cell[6],
                  cell[7],
                  cell[8],
                  cell[9],
                  Integer.parseInt(cell[10]),
                  cell[11]));
    }
    return List.copyOf(panels.values());
  }

  private static String text() {
    try (InputStream file = LabPanel.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from the jar: build it again");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
