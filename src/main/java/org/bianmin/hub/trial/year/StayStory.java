package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** An inpatient from admission to follow-up; what belongs to the end is in {@link StayEnd}. */
final class StayStory extends Story {

  static final int WARDS = 12;

  private static final Integer[] NIGHTS = {3, 5, 0, 7, 2, 9, 1, 4, 12, 6, 3, 2, 8};
  private static final String[] ROUTES = {"outpatient", "ED", "outpatient", "transfer"};
  private static final String[] PATHWAYS = {"standard", "ERAS", "standard", "TCM", "standard"};
  private static final String[] MODES = {
    "vaginal", "caesarean", "vaginal", "forceps", "caesarean", "vaginal", "vacuum", "breech"
  };

  final String patient;
  final String ward;
  final String department;
  final int nights;
  final boolean daySurgery;
  Fact admission;
  Fact surgery;
  Fact second;
  Fact pathway;

  /** Whether the operation is elective; day surgery is. */
  boolean elective;

  StayStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.HOSPITAL, "I", date, n);
    this.patient = "IP" + n;
    this.ward = "W" + (1 + random.nextInt(WARDS));
    this.department = department();
    this.daySurgery = n % 11 == 4;
    this.nights = daySurgery ? (int) (n % 2) : turn(NIGHTS);
  }

  void tell() {
    long at = daySurgery ? at(date, 7, 8.5) : admittedAt();
    boolean prepared = n % 9 == 2;
    if (prepared) {
      long opened = at - minutes(1_440, 4_000);
      fact("preadmission.opened", "PA" + stem, opened, patient)
          .withTime("plannedAdmitAt", at)
          .with("electiveSurgery", true)
          .with("deptCode", department)
          .counts("preadmission")
          .told(opened, Math.max(opened, YearCalendar.start(date)));
    }
    admission =
        fact("admission.registered", "Z" + stem, at, patient)
            .with("wardCode", ward)
            .with("deptCode", department)
            .with("campusCode", "A")
            .with("admitRoute", turn(ROUTES))
            .with("preadmissionRef", prepared ? "PA" + stem : null)
            .with("encounterRef", "Z" + stem)
            .counts("admission")
            .puts("admission.ward", ward);
    if (prepared) {
      admission.counts("admission.prepared");
    }
    admission.told(at);
    Nursing nursing = new Nursing(this);
    nursing.tell();
    if (n % 40 == 0) {
      admission.gone(main, at + minutes(20, 90));
      nursing.suspended(main);
      return;
    }
    moved(at);
    operated(at);
    pathway(at);
    if (n % 12 == 5) {
      delivered(at + minutes(60, 600));
    }
    new Exams(this, admission, patient, department, "I").after(at + minutes(30, 90));
    new StayEnd(this).tell();
    if (corrected(17)) {
      admission.gone(late, lateAt());
      nursing.suspended(late);
    }
  }

  /** At midnight, or just before it, now and then. */
  private long admittedAt() {
    if (nights == 0) {
      return at(date, 8, 16);
    }
    return switch ((int) (n % 21)) {
      case 9 -> YearCalendar.start(date.plusDays(1)) - 10 * YearCalendar.MINUTE;
      case 10 -> YearCalendar.start(date);
      default -> at(date, 8, 22);
    };
  }

  private void moved(long at) {
    if (nights > 2 && n % 7 == 3) {
      long moved = at + 30 * YearCalendar.HOUR;
      fact("transfer.made", admission.key + "/1", moved, patient)
          .with("fromWard", ward)
          .with("toWard", "W" + (1 + random.nextInt(WARDS)))
          .with("crossDept", n % 2 == 0)
          .with("encounterRef", admission.key)
          .with("deptCode", department)
          .counts("transfer")
          .counts(n % 2 == 0 ? "transfer.across" : "transfer.within")
          .told(moved);
    }
  }

  private void operated(long at) {
    if (!daySurgery && n % 5 >= 2) {
      return;
    }
    if (!daySurgery && nights == 0) {
      return;
    }
    elective = daySurgery || n % 5 == 0 || n % 3 != 0;
    long start = at + (daySurgery ? minutes(60, 240) : minutes(300, Math.min(1_400, nights * 480)));
    surgery = surgery("1", start, elective);
    if (nights > 3 && n % 4 == 1) {
      // the second operation is not the first, and counts as an operation
      second = surgery("2", start + YearCalendar.DAY, true);
    }
  }

  private Fact surgery(String number, long start, boolean planned) {
    return fact("surgery.performed", "OP" + stem + number, start, patient)
        .withTime("endAt", start + minutes(30, 200))
        .with("elective", planned)
        .with("daySurgery", daySurgery)
        .with("procedureCode", "47.0" + n % 10)
        .with("level", 1 + (int) (n % 4))
        .with("sequenceInAdmission", Integer.parseInt(number))
        .with("encounterRef", admission.key)
        .with("deptCode", department)
        .counts("surgery")
        .counts(daySurgery ? "surgery.day" : "surgery.other")
        .told(start + minutes(200, 400));
  }

  private void pathway(long at) {
    if (n % 20 >= 9) {
      return;
    }
    String type = daySurgery ? "day" : turn(PATHWAYS);
    long entered = at + minutes(30, 120);
    Fact in =
        fact("pathway.entered", admission.key + "/CP1", entered, patient)
            .with("pathwayCode", "CP" + n % 30)
            .with("pathwayType", type)
            .with("encounterRef", admission.key)
            .with("deptCode", department)
            .counts("pathway")
            .counts("pathway." + type);
    pathway = in.told(entered);
    if (n % 20 == 8) {
      return; // nobody closes it
    }
    boolean variance = n % 20 % 4 == 3;
    long closed = at + Math.max(nights, 1) * 20L * YearCalendar.HOUR;
    Fact out =
        fact("pathway.closed", admission.key + "/CP1", closed, patient)
            .with("outcome", variance ? "variance-exit" : "completed")
            .with("encounterRef", admission.key)
            .with("deptCode", department)
            .counts("pathway.closed");
    if (variance) {
      out.counts("pathway.variance");
    }
    out.told(closed);
    if (variance && corrected(3)) {
      out.amended(late, lateAt(), Map.of("outcome", "completed"));
      out.joint(late, new Entry(Entry.Kind.COUNT, facility, "pathway.variance", out.at, -1, null));
    }
  }

  private void delivered(long at) {
    String mode = MODES[(int) (n / 12 % MODES.length)];
    Boolean analgesia = n / 12 % 7 == 6 ? null : (Boolean) (n / 12 % 3 != 2);
    Fact delivery =
        fact("delivery.recorded", admission.key + "/1", at, patient)
            .with("mode", mode)
            .with("analgesia", analgesia)
            .with("fetuses", n % 60 == 5 ? 2 : 1)
            .with("encounterRef", admission.key)
            .with("deptCode", department)
            .counts("delivery")
            .counts("delivery." + mode);
    if (Boolean.TRUE.equals(analgesia)) {
      delivery.counts("delivery.analgesia." + mode);
    }
    delivery.told(at);
    if (Boolean.FALSE.equals(analgesia) && corrected(2)) {
      delivery.amended(late, lateAt(), Map.of("analgesia", true));
      delivery.joint(late, "delivery.analgesia." + mode);
    }
  }

  /** Diagnoses of a discharge. */
  static List<Object> diagnoses(long n) {
    String[] codes = {"I10", "E11.9", "J18.9", "K35.8", "C34.9", "O80"};
    return List.of(Map.of("code", codes[(int) (n % codes.length)], "kind", "main"));
  }
}
