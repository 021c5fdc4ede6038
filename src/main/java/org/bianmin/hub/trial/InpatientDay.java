package org.bianmin.hub.trial;

/** The day of an inpatient: admission, transfer or discharge. */
final class InpatientDay {

  private static final String[] ADMIT_SOURCES = {"1", "2", "1", "3"};
  private static final String TO_PRIMARY_CARE = "3";
  private static final String[] DISPOSITIONS = {"1", "1", "1", "3", "2", "1", "4", "1", "5", "9"};

  private InpatientDay() {}

  /**
   * Plans an admission.
   *
   * @param ordinal of 14 admissions one is cancelled, of 5 one is transferred the same day
   */
  static void admitted(Journey journey, long ordinal) {
    Department department = Department.any(journey.random);
    Visit visit = stay(journey, department, journey.stamp(0), ordinal);
    Adt adt = new Adt(journey, Sender.HIS);
    adt.say(0, "A01", "admission", visit);
    if (ordinal % 14 == 5) {
      adt.say(45, "A11", "admission-cancelled", visit);
      journey.yields("admission.registered", false);
      return;
    }
    journey.yields("admission.registered", true);
    new Reports(journey, visit).lab(60, ordinal + 20);
    if (ordinal % 5 == 2) {
      transfer(journey, visit, department, 240, false);
    }
  }

  /** Plans the transfer of a patient admitted on an earlier day; of 6 one is cancelled. */
  static void transferred(Journey journey, long ordinal) {
    Department department = Department.any(journey.random);
    Visit visit = stay(journey, department, earlier(journey), ordinal);
    transfer(journey, visit, department, 5, ordinal % 6 == 1);
    if (ordinal % 3 == 0) {
      new Settlements(journey).inpatient(90, visit, "INTERIM", false);
    }
  }

  /**
   * Plans the discharge of a patient admitted on an earlier day.
   *
   * @param ordinal of 10 discharges one is cancelled and made again, of 16 one settlement is
   *     reversed
   */
  static void discharged(Journey journey, long ordinal) {
    Department department = Department.any(journey.random);
    Visit visit = stay(journey, department, earlier(journey), ordinal);
    Adt adt = new Adt(journey, Sender.HIS);
    adt.say(0, "A16", "discharge-ordered", visit);
    Visit discharged = discharge(journey, adt, visit, department, 5, ordinal);
    int settled = 30 + journey.random.nextInt(30);
    if (ordinal % 10 == 3) {
      adt.say(25, "A13", "discharge-cancelled", visit);
      discharged = discharge(journey, adt, visit, department, 180, ordinal + 3);
      settled = 210;
    }
    journey.yields("discharge.made", true);
    new Settlements(journey).inpatient(settled, discharged, "FINAL", ordinal % 16 == 7);
  }

  private static Visit discharge(
      Journey journey, Adt adt, Visit visit, Department department, int minutes, long ordinal) {
    String disposition = DISPOSITIONS[(int) (ordinal % DISPOSITIONS.length)];
    Visit discharged = visit.discharged(disposition, journey.stamp(minutes - 2));
    String dg1 =
        SegmentWriter.of("DG1")
            .set(1, "1")
            .set(3, department.diagnosis().code() + "^" + department.diagnosis().name() + "^ICD-10")
            .set(6, "F")
            .end();
    adt.say(minutes, "A03", "discharge", journey.person, "", discharged.pv1() + dg1);
    if (disposition.equals(TO_PRIMARY_CARE)) {
      journey.yields("referral.made", true);
    }
    return discharged;
  }

  private static void transfer(
      Journey journey, Visit visit, Department from, int minutes, boolean cancelled) {
    Department to = from.other(journey.random);
    Visit there = visit.in(to, to.bed(journey.random));
    String transferred = journey.stamp(minutes - 3);
    Adt adt = new Adt(journey, Sender.HIS);
    adt.sayOf(minutes, "A02", "transfer", there, transferred);
    if (cancelled) {
      adt.sayOf(minutes + 30, "A12", "transfer-cancelled", visit, transferred);
    }
    journey.yields("transfer.made", !cancelled);
  }

  private static Visit stay(Journey journey, Department department, String start, long ordinal) {
    return Visit.inpatient(
        journey.number("Z"),
        department,
        department.bed(journey.random),
        ADMIT_SOURCES[(int) (ordinal % ADMIT_SOURCES.length)],
        start);
  }

  private static String earlier(Journey journey) {
    long days = journey.random.nextLong(2, 15);
    return VirtualTime.stamp(journey.at(0) - days * VirtualTime.DAY);
  }
}
