package org.bianmin.hub.trial;

import java.time.LocalDate;
import java.util.SplittableRandom;

/**
 * Messages for load: one small and one large, made by patching numbers into bytes, so that the load
 * generator costs little. UTF-8, MSH-11 {@code T}. Safe for many threads.
 */
public final class TrialMessages {

  private static final String PLACE = ByteTemplate.PLACE;
  private static final int LARGE_ITEMS = 24;
  private static final long LARGEST = 9_999_999_999L;

  private final ByteTemplate adt;
  private final ByteTemplate oru;

  /**
   * Makes the templates.
   *
   * @param facility MSH-4
   * @param run one to four characters that keep the numbers of two runs apart
   * @param date day of registrations and reports
   */
  public TrialMessages(String facility, String run, LocalDate date) {
    if (run.isEmpty() || run.length() > 4) {
      throw new IllegalArgumentException("run has one to four characters, for example B1");
    }
    long at = VirtualTime.startOf(date) + 9 * VirtualTime.HOUR;
    String stamp = VirtualTime.stamp(at);
    Person person = Person.of("P" + run + PLACE, 1, date, new SplittableRandom(1));
    Department department = Department.any(new SplittableRandom(2));
    Visit visit = Visit.outpatient("O", "V" + run + PLACE, department, "expert", "normal", stamp);
    String pv1 = visit.pv1();
    this.adt =
        new ByteTemplate(
            msh(facility, stamp, "ADT^A04^ADT_A01", "A" + run)
                + Adt.evn("A04", stamp, "")
                + person.pid()
                + SegmentWriter.of("NK1")
                    .set(1, "1")
                    .set(2, "试验家属")
                    .set(3, "SPO^配偶")
                    .set(4, person.address())
                    .set(5, person.phone())
                    .end()
                + pv1
                + SegmentWriter.of("PV2").set(3, "^复诊取药").set(8, stamp).end()
                + SegmentWriter.of("IN1")
                    .set(1, "1")
                    .set(2, "01^城镇职工医保")
                    .set(3, "990000")
                    .set(4, "试验市医疗保障中心")
                    .set(36, "YB" + run + PLACE)
                    .end());
    LabReport report =
        new LabReport(
            LabPanel.of("BIO"),
            "O" + run + PLACE,
            "R" + run + PLACE,
            VirtualTime.stamp(at - VirtualTime.HOUR),
            stamp,
            "D021&李检验",
            3);
    if (report.panel().items().size() != LARGE_ITEMS) {
      throw new IllegalStateException("the BIO panel of trial/lab-panels.csv has 24 items");
    }
    this.oru =
        new ByteTemplate(
            msh(facility, stamp, "ORU^R01^ORU_R01", "R" + run)
                + person.pid()
                + pv1
                + report.segments("F", VirtualTime.stamp(at + VirtualTime.HOUR)));
  }

  /** A registration (A04) of about 600 bytes; every n is another visit of another patient. */
  public byte[] smallAdt(long n) {
    return adt.fill(checked(n));
  }

  /** A final laboratory report with 24 OBX, about 3 kB; every n is another report. */
  public byte[] largeOru(long n) {
    return oru.fill(checked(n));
  }

  private static long checked(long n) {
    if (n < 0 || n > LARGEST) {
      throw new IllegalArgumentException("message numbers have up to ten digits");
    }
    return n;
  }

  private static String msh(String facility, String stamp, String type, String controlIdStem) {
    return SegmentWriter.of("MSH")
        .set(2, "^~\\&")
        .set(3, "BENCH")
        .set(4, facility)
        .set(5, "HUB")
        .set(6, facility)
        .set(7, stamp)
        .set(9, type)
        .set(10, controlIdStem + PLACE)
        .set(11, "T")
        .set(12, "2.5.1")
        .set(17, "CHN")
        .set(18, "UNICODE UTF-8")
        .end();
  }
}
