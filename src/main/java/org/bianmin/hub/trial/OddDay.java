package org.bianmin.hub.trial;

/** Messages beside the visits: a merge, what tells no event, and what nobody can read. */
final class OddDay {

  /** Stands in a text where the sender's broken interface puts a byte that no charset has. */
  static final char IMPOSSIBLE = '\u0001';

  private OddDay() {}

  /** Plans the merge of an older number of the patient into the present one. */
  static void merged(Journey journey) {
    String old = journey.number("M");
    String mrg = SegmentWriter.of("MRG").set(1, old + "^^^HIS^MR").end();
    new Adt(journey, Sender.HIS).say(0, "A40", "merge", journey.person, "", mrg);
    journey.yields("patient.link", true);
  }

  /** Plans a message that must park. */
  static void parked(Journey journey, long ordinal) {
    Visit visit =
        Visit.outpatient(
            "O",
            journey.number("V"),
            Department.any(journey.random),
            "general",
            "normal",
            journey.stamp(0));
    Adt adt = new Adt(journey, Sender.HIS);
    switch ((int) (ordinal % 3)) {
      case 0 -> adt.say(0, "A04", "parked-unknown-class", visit.withClass("Q"));
      case 1 -> adt.say(0, "A04", "parked-no-visit-number", visit.withNumber(""));
      default -> {
        Person broken = journey.person.movedTo("试验市" + IMPOSSIBLE + "路");
        adt.say(0, "A04", "parked-impossible-byte", broken, "", visit.pv1());
      }
    }
  }

  /** Plans a message that tells no event. */
  static void ignored(Journey journey, long ordinal) {
    switch ((int) (ordinal % 3)) {
      case 0 -> {
        String pv1 = SegmentWriter.of("PV1").set(1, "1").set(2, "N").end();
        new Adt(journey, Sender.HIS)
            .say(0, "A31", "ignored-person-update", journey.person, "", pv1);
      }
      case 1 -> {
        String qrd =
            SegmentWriter.of("QRD")
                .set(1, journey.stamp(0))
                .set(2, "R")
                .set(3, "I")
                .set(4, journey.number("Q"))
                .set(7, "1^RD")
                .set(8, journey.person.localId())
                .set(9, "DEM")
                .end();
        journey.say(0, Sender.LIS, "QRY^A19^QRY_A19", "ignored-query", () -> qrd);
      }
      default -> {
        String mfi = SegmentWriter.of("MFI").set(1, "STF").set(3, "UPD").set(6, "NE").end();
        journey.say(0, Sender.HIS, "MFN^M02^MFN_M02", "ignored-staff-list", () -> mfi);
      }
    }
  }
}
