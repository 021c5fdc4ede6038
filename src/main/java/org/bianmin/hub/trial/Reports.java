package org.bianmin.hub.trial;

import java.util.function.Supplier;

/** Plans the reports of a journey: laboratory and imaging, their corrections and withdrawals. */
final class Reports {

  private static final String[] REPORTERS = {"D021&李检验", "D022&周检验", "D023&吴检验"};
  private static final String CHEST_CT = "CT-CHEST^胸部CT平扫^L";
  private static final String[] DOCTORS = {"D101&王全科", "D102&孙内科", "D103&何外科"};
  private static final int BEFORE = 8;
  private static final String RADIOLOGIST = "D031&赵影像";

  private final Journey journey;
  private final String pv1;

  Reports(Journey journey, Visit visit) {
    this.journey = journey;
    this.pv1 = visit.pv1();
  }

  /**
   * One laboratory report.
   *
   * @param ordinal decides what becomes of it: of 90 reports 15 have a preliminary, 5 a correction,
   *     2 are cancelled, 1 was posted for a wrong patient
   */
  void lab(int minutes, long ordinal) {
    LabReport report =
        new LabReport(
            LabPanel.ALL.get((int) (ordinal % LabPanel.ALL.size())),
            journey.number("A"),
            journey.number("R"),
            journey.stamp(minutes),
            journey.stamp(minutes + 6),
            REPORTERS[journey.random.nextInt(REPORTERS.length)],
            journey.random.nextLong());
    order(minutes, report.order(), report.panel().ordered(), "LAB");
    if (ordinal % 6 == 1) {
      lab(minutes + 20, "report-preliminary", report, "P");
    }
    lab(minutes + 40, "report", report, "F");
    if (ordinal % 18 == 3) {
      lab(minutes + 75, "report-corrected", report, "C");
    }
    boolean cancelled = ordinal % 45 == 5;
    boolean wrong = ordinal % 90 == 8;
    if (cancelled) {
      lab(minutes + 90, "report-withdrawn", report, "X");
    } else if (wrong) {
      lab(minutes + 90, "report-wrong", report, "W");
    }
    journey.yields("result.issued", !cancelled && !wrong);
  }

  private void lab(int minutes, String what, LabReport report, String status) {
    String reported = journey.stamp(minutes);
    say(minutes, what, () -> report.segments(status, reported));
  }

  /** One imaging report with findings and impression, corrected if so wanted. */
  void imaging(int minutes, boolean corrected) {
    String order = journey.number("A");
    String number = journey.number("R");
    String examined = journey.stamp(minutes);
    String issued = journey.stamp(minutes + 45);
    order(minutes, order, "24627-2^胸部CT平扫^LN^" + CHEST_CT, "RAD");
    say(
        minutes + 45,
        "report",
        () -> imaging(order, number, examined, issued, "F", "右肺下叶少许炎症，建议复查。"));
    if (corrected) {
      String again = journey.stamp(minutes + 80);
      say(
          minutes + 80,
          "report-corrected",
          () -> imaging(order, number, examined, again, "C", "左肺下叶少许炎症，建议治疗后复查。"));
    }
    journey.yields("result.issued", true);
  }

  /** The order, some minutes before blood is drawn or the picture is taken. */
  private void order(int minutes, String number, String item, String section) {
    int at = Math.max(0, minutes - BEFORE);
    String ordered = journey.stamp(at);
    String doctor = DOCTORS[(int) (journey.index % DOCTORS.length)].replace('&', '^');
    Person person = journey.person;
    journey.say(
        at,
        Sender.HIS,
        "ORM^O01^ORM_O01",
        "order",
        () ->
            person.pid()
                + pv1
                + SegmentWriter.of("ORC")
                    .set(1, "NW")
                    .set(2, number)
                    .set(9, ordered)
                    .set(12, doctor)
                    .end()
                + SegmentWriter.of("OBR")
                    .set(1, "1")
                    .set(2, number)
                    .set(4, item)
                    .set(16, doctor)
                    .set(24, section)
                    .end());
    journey.yields("exam.ordered", true);
  }

  private void say(int minutes, String what, Supplier<String> report) {
    Person person = journey.person;
    journey.say(
        minutes, Sender.LIS, "ORU^R01^ORU_R01", what, () -> person.pid() + pv1 + report.get());
  }

  private static String imaging(
      String order,
      String number,
      String examined,
      String reported,
      String status,
      String impression) {
    return SegmentWriter.of("OBR")
            .set(1, "1")
            .set(2, order)
            .set(3, number)
            .set(4, "24627-2^胸部CT平扫^LN^" + CHEST_CT)
            .set(7, examined)
            .set(22, reported)
            .set(24, "RAD")
            .set(25, status)
            .set(32, RADIOLOGIST)
            .end()
        + text("1", "FINDINGS^检查所见^L", "胸廓对称，肺纹理增多，下叶见小斑片影，纵隔居中，心影不大。", examined, status)
        + text("2", "IMPRESSION^诊断意见^L", impression, examined, status);
  }

  private static String text(
      String set, String code, String value, String observed, String status) {
    return SegmentWriter.of("OBX")
        .set(1, set)
        .set(2, "TX")
        .set(3, code)
        .set(5, value)
        .set(11, status)
        .set(14, observed)
        .set(16, RADIOLOGIST.replace('&', '^'))
        .end();
  }
}
