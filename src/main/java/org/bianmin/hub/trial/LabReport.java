package org.bianmin.hub.trial;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A laboratory report in its states. Values follow from the report's own seed, so that a correction
 * repeats what it does not correct.
 *
 * @param order OBR-2
 * @param number OBR-3
 * @param collected OBR-7
 * @param received OBR-14
 * @param reporter OBR-32
 */
record LabReport(
    LabPanel panel,
    String order,
    String number,
    String collected,
    String received,
    String reporter,
    long seed) {

  /**
   * OBR and OBX of one state.
   *
   * @param status OBR-25: {@code P}, {@code F}, {@code C}, {@code X} or {@code W}
   * @param reported OBR-22
   */
  String segments(String status, String reported) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text =
        new StringBuilder(160 * panel.items().size()).append(obr(status, reported));
    int set = 1;
    for (LabPanel.Item item : panel.items()) {
      boolean corrected = status.equals("C") && set == 1;
      double position = random.nextDouble(-0.15, 1.15);
      String itemStatus = status.equals("C") && !corrected ? "F" : status;
      text.append(obx(set++, item, corrected ? position + 0.3 : position, itemStatus));
    }
    return text.toString();
  }

  private String obr(String status, String reported) {
    return SegmentWriter.of("OBR")
        .set(1, "1")
        .set(2, order)
        .set(3, number)
        .set(4, panel.code() + "^" + panel.name() + "^L")
        .set(7, collected)
        .set(14, received)
        .set(15, panel.specimen() + "&" + panel.specimenName())
        .set(22, reported)
        .set(24, "LAB")
        .set(25, status)
        .set(32, reporter)
        .end();
  }

  private String obx(int set, LabPanel.Item item, double position, String status) {
    double low = Double.parseDouble(item.low());
    double high = Double.parseDouble(item.high());
    double value = Math.max(0, low + (high - low) * position);
    return SegmentWriter.of("OBX")
        .set(1, Integer.toString(set))
        .set(2, "NM")
        .set(3, item.identifier())
        .set(5, String.format(Locale.ROOT, "%." + item.decimals() + "f", value))
        .set(6, SegmentWriter.escape(item.unit()))
        .set(7, item.low() + "-" + item.high())
        .set(8, value < low ? "L" : value > high ? "H" : "N")
        .set(11, status)
        .set(14, collected)
        .set(16, reporter.replace('&', '^'))
        .set(18, panel.instrument())
        .end();
  }
}
