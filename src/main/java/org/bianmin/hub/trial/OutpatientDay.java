package org.bianmin.hub.trial;

/** The journey of an outpatient or an emergency patient. */
final class OutpatientDay {

  private static final String[] LEVELS = {"general", "general", "specialist", "expert"};

  private OutpatientDay() {}

  /**
   * Plans the clinic visit.
   *
   * @param ordinal of 50 visits one is cancelled, three are amended, one settlement is reversed
   */
  static void clinic(Journey journey, long ordinal) {
    Department department = Department.any(journey.random);
    Visit visit =
        Visit.outpatient(
            "O",
            journey.number("V"),
            department,
            LEVELS[journey.random.nextInt(LEVELS.length)],
            journey.random.nextInt(10) == 0 ? "free-revisit" : "normal",
            journey.stamp(0));
    Adt adt = new Adt(journey, Sender.HIS);
    adt.say(0, "A04", "registration", visit);
    if (ordinal % 50 == 11) {
      adt.say(10, "A11", "registration-cancelled", visit);
      journey.yields("visit.registered", false);
      return;
    }
    journey.yields("visit.registered", true);
    if (ordinal % 17 == 4) {
      visit = visit.mended(department.other(journey.random));
      adt.say(3, "A08", "registration-updated", visit);
    }
    if (ordinal % 3 == 0) {
      new Reports(journey, visit).lab(40, ordinal / 3);
    }
    if (ordinal % 8 == 1) {
      new Reports(journey, visit).imaging(45, ordinal % 160 == 9);
    }
    if (ordinal % 4 != 2) {
      new Settlements(journey).outpatient(25, visit, ordinal % 50 == 21);
    }
  }

  /** Plans the emergency visit; its registration desk speaks GB18030. */
  static void emergency(Journey journey, long ordinal) {
    Visit visit =
        Visit.outpatient(
            "E", journey.number("E"), Department.EMERGENCY, "general", "normal", journey.stamp(0));
    Adt adt = new Adt(journey, Sender.LIS);
    adt.say(0, "A04", "registration", visit);
    if (ordinal % 40 == 12) {
      adt.say(6, "A11", "registration-cancelled", visit);
      journey.yields("visit.registered", false);
      return;
    }
    journey.yields("visit.registered", true);
    if (ordinal % 10 == 3) {
      Person moved = journey.person.movedTo("试验市示例区新址路" + (ordinal + 1) + "号");
      adt.say(5, "A08", "registration-updated", moved, "", visit.pv1());
    }
    if (ordinal % 2 == 0) {
      new Reports(journey, visit).lab(15, ordinal / 2 + 40);
    }
    new Settlements(journey).outpatient(20, visit, false);
  }
}
