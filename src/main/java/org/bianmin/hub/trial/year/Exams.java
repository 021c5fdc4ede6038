package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is examined at a visit or during a stay: ordered, booked, done, reported, told. */
final class Exams {

  private static final long MINUTE = YearCalendar.MINUTE;

  /**
   * A kind of examination: category of its report, modality, its item, and whether it is booked.
   */
  private record Kind(String category, String modality, String item, boolean booked) {

    /** Neither laboratory nor pathology. */
    boolean counted() {
      return !category.equals("lab") && !category.equals("pathology");
    }
  }

  private static final Kind LAB = new Kind("lab", "LAB", "CBC", false);
  private static final Kind[] KINDS = {
    LAB,
    new Kind("imaging", "CT", "CT-CHEST", true),
    LAB,
    new Kind("us", "US", "US-ABDOMEN", true),
    new Kind("ecg", "ECG", "ECG-12", false),
    LAB,
    new Kind("endoscopy", "ES-gastric", "GASTROSCOPY", true),
    new Kind("imaging", "MR", "MR-HEAD", true),
    new Kind("lab", "LAB", "LIVER", false),
    new Kind("imaging", "DX", "DX-CHEST", false),
    new Kind("endoscopy", "ES-colon", "COLONOSCOPY", true),
    new Kind("pathology", "PATH", "BIOPSY", false)
  };
  private static final Integer[] SLOTS = {15, 30, 20, 31, 10, 60, null, 30, 5};
  private static final String[] CHANNELS = {"sms", "wechat-official", "mobile-app", "kiosk", "web"};

  /** Of ten outpatients six are examined; of those, one in five gets several orders at once. */
  private static final int EXAMINED_OF_10 = 6;

  private static final int GROUPED_EVERY = 5;

  private final Story story;
  private final Fact visit;
  private final String patient;
  private final String department;
  private final String visitClass;
  private final List<Fact> performed = new ArrayList<>(3);

  Exams(Story story, Fact visit, String patient, String department, String visitClass) {
    this.story = story;
    this.visit = visit;
    this.patient = patient;
    this.department = department;
    this.visitClass = visitClass;
  }

  /** Examines six of ten. */
  void after(long at) {
    if (story.n * 3 % 10 >= EXAMINED_OF_10) {
      return;
    }
    int orders = story.n % GROUPED_EVERY == 0 ? 2 + (int) (story.n / 5 % 2) : 1;
    for (int i = 0; i < orders; i++) {
      Kind kind = KINDS[(int) ((story.n / 3 + i * 5L) % KINDS.length)];
      one(kind, i, at, orders > 1);
    }
    if (performed.size() > 1 && visitClass.equals(Story.OUTPATIENT)) {
      together();
    }
  }

  /** Two examinations of one visit or more: on one day, or not. */
  private void together() {
    LocalDate first = YearCalendar.dateOf(performed.get(0).at);
    boolean oneDay =
        performed.stream().allMatch(exam -> YearCalendar.dateOf(exam.at).equals(first));
    for (Fact exam : performed) {
      exam.joint(story.main, visitAt("examined.together", exam), visit);
      if (oneDay) {
        exam.joint(story.main, visitAt("examined.together.one-day", exam), visit);
      }
    }
  }

  private Entry visitAt(String what, Fact exam) {
    return new Entry(Entry.Kind.DISTINCT, story.facility, what, exam.at, 0, visit.key);
  }

  /** A laboratory report of a visit, issued at a moment. */
  Fact reported(long ordered, long reportedAt) {
    Fact order = order(LAB, "x", ordered, false);
    Fact report = report(LAB, order, "x", ordered + 5 * MINUTE, reportedAt);
    return report.told(reportedAt);
  }

  private void one(Kind kind, int i, long at, boolean grouped) {
    String suffix = String.valueOf(i);
    Fact order = order(kind, suffix, at, grouped);
    int later = later(kind, i);
    LocalDate day = YearCalendar.dateOf(at).plusDays(later);
    long done = later == 0 ? at + story.minutes(10, 90) : story.at(day, 8, 16.5);
    if (later == 1 && story.n % 4 == 1) {
      done = YearCalendar.start(day); // midnight: no longer the day of the order
    }
    Fact booking = kind.booked() ? booking(kind, suffix, order, at, done) : null;
    Integer slot = booking == null ? null : SLOTS[(int) ((story.n + i) % SLOTS.length)];
    Fact exam =
        story
            .fact("exam.performed", "X" + story.stem + suffix, done, patient)
            .with("modality", kind.modality())
            .with("apptRef", booking == null ? null : booking.key)
            .with("slotMinutes", slot)
            .with("itemCode", kind.item())
            .with("orderRef", order.key)
            .with("performingOrg", story.facility)
            .with("encounterRef", visit.key)
            .with("deptCode", department);
    if (kind.booked()) {
      exam.counts("performed.booked-kind");
      if (slot != null && slot <= 30) {
        exam.counts("performed.booked-kind.30");
      }
    }
    story.step("examination", exam, visit);
    exam.told(done);
    if (kind.counted()) {
      performed.add(exam);
    }
    if (YearCalendar.dateOf(done).equals(YearCalendar.dateOf(at))) {
      order.joint(story.main, "order.same-day", exam);
      order.joint(story.main, "order.same-day." + visitClass, exam, visit);
      if (kind.counted()) {
        order.joint(story.main, "order.exam.same-day." + visitClass, exam, visit);
      }
    }
    long reportedAt = done + story.minutes(20, 300);
    corrected(report(kind, order, suffix, done, reportedAt).told(reportedAt), suffix);
  }

  private int later(Kind kind, int i) {
    if (!kind.booked()) {
      return story.n % 29 == 3 ? 1 : 0;
    }
    return (int) ((story.n / 7 + i) % 5) == 0 ? 1 + (int) (story.n % 4) : 0;
  }

  private Fact order(Kind kind, String suffix, long at, boolean grouped) {
    Fact order =
        story
            .fact("exam.ordered", "O" + story.stem + suffix, at, patient)
            .with("category", kind.category())
            .with("itemCode", kind.item())
            .with("recognitionItemCode", "HR-" + kind.item())
            .with("orderGroup", grouped ? "G" + story.stem : null)
            .with("visitRef", visit.key)
            .with("encounterRef", visit.key)
            .with("deptCode", department)
            .counts("order");
    order.joint(story.main, "order." + visitClass, visit);
    if (kind.counted()) {
      order.joint(story.main, "order.exam." + visitClass, visit);
    }
    return order.told(at);
  }

  private Fact booking(Kind kind, String suffix, Fact order, long at, long start) {
    Integer slot = SLOTS[(int) ((story.n + Long.parseLong(suffix)) % SLOTS.length)];
    long bookedAt = at + MINUTE;
    Fact booking =
        story
            .fact("appt.booked", "E" + story.stem + suffix, bookedAt, patient)
            .with("apptKind", "exam")
            .withTime("start", start)
            .with("slotMinutes", slot)
            .with("channel", "clinic-room")
            .with("modality", kind.modality())
            .with("orderRef", order.key)
            .with("bookingBatchId", "B" + story.stem)
            .with("credentialType", "id-card")
            .with("encounterRef", visit.key)
            .with("deptCode", department)
            .counts("booking.exam")
            .puts("booking.exam.channel", "clinic-room")
            .puts("booking.credential", "id-card");
    if (slot != null && slot <= 30) {
      booking.counts("booking.exam.30");
    }
    return booking.told(bookedAt);
  }

  private Fact report(Kind kind, Fact order, String suffix, long done, long reportedAt) {
    return story
        .fact("result.issued", "R" + story.stem + suffix, reportedAt, patient)
        .with("category", kind.category())
        .with("items", items(kind))
        .with("itemCode", kind.item())
        .with("recognitionItemCode", "HR-" + kind.item())
        .with("orderRef", order.key)
        .with("reportVersion", 1)
        .with("performingOrg", story.facility)
        .withTime("collectedAt", done)
        .with("hrScope", story.n % 3 == 0 ? "province" : "national")
        .with("encounterRef", visit.key)
        .with("deptCode", department)
        .counts("report")
        .counts("report." + kind.category());
  }

  /** Some reports are corrected, some are recalled; of most the patient hears. */
  private void corrected(Fact report, String suffix) {
    if (story.n % 89 == 7) {
      report.amended(story.main, report.at + 60 * MINUTE, Map.of("reportVersion", 2L));
    } else if (story.n % 131 == 9) {
      report.gone(story.main, report.at + 90 * MINUTE);
      return;
    }
    if (story.n % 3 != 2) {
      notice(report, suffix, report.at + MINUTE);
    }
  }

  private void notice(Fact report, String suffix, long at) {
    String channel = story.turn(CHANNELS);
    String mode = channel.equals("sms") ? "sms" : story.n % 2 == 0 ? "pull" : "push";
    Fact notice =
        story
            .fact("notice.delivered", "N" + story.stem + suffix, at, patient)
            .with("noticeKind", "result")
            .with("mode", mode)
            .with("channel", channel)
            .with("refId", report.key)
            .with("deptCode", department)
            .counts("notice.result")
            .puts("notice.result.channel", channel);
    if (mode.equals("pull")) {
      notice.counts("notice.result.pulled");
    } else if (mode.equals("push")) {
      notice.counts("notice.pushed");
    }
    notice.told(at);
    report.joint(story.main, "report.heard", notice);
  }

  private List<Object> items(Kind kind) {
    int many = kind.category().equals("lab") ? 4 : 1;
    List<Object> items = new ArrayList<>(many);
    for (int i = 0; i < many; i++) {
      items.add(
          Map.of(
              "localCode",
              kind.item() + i,
              "localName",
              kind.item() + "-" + i,
              "recognitionItemCode",
              "HR-" + kind.item() + i,
              "value",
              String.format(Locale.ROOT, "%d.%d", 1 + story.random.nextInt(9), i),
              "unit",
              "mmol/L",
              "status",
              "F"));
    }
    return items;
  }
}
