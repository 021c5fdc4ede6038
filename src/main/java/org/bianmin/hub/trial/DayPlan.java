package org.bianmin.hub.trial;

/**
 * Gives each patient of the day a journey. Of 100 patients 71 see a clinic, 10 come to the
 * emergency room, 7 are admitted, 4 transferred, 5 discharged, and 3 send something odd; the
 * pattern is fixed, so that every kind comes within the first few hundred.
 */
final class DayPlan {

  private static final int CYCLE = 100;

  /** Prime to the cycle: neighbours in the queue get different journeys. */
  private static final int STRIDE = 37;

  private static final int EMERGENCY = 70;
  private static final int ADMITTED = 80;
  private static final int TRANSFERRED = 87;
  private static final int DISCHARGED = 91;
  private static final int MERGED = 96;
  private static final int PARKED = 97;
  private static final int IGNORED = 98;

  private static final long CLINICS_OPEN = 7 * VirtualTime.HOUR;
  private static final long CLINICS_CLOSE = 20 * VirtualTime.HOUR;

  private DayPlan() {}

  static void plan(Journey journey, long millisOfDay) {
    long round = journey.index / CYCLE;
    int slot = (int) (journey.index % CYCLE * STRIDE % CYCLE);
    if (slot < EMERGENCY || slot > IGNORED) {
      if (millisOfDay < CLINICS_OPEN || millisOfDay >= CLINICS_CLOSE) {
        OutpatientDay.emergency(journey, journey.index);
      } else {
        OutpatientDay.clinic(journey, round * EMERGENCY + slot);
      }
    } else if (slot < ADMITTED) {
      OutpatientDay.emergency(journey, round * (ADMITTED - EMERGENCY) + slot - EMERGENCY);
    } else if (slot < TRANSFERRED) {
      InpatientDay.admitted(journey, round * (TRANSFERRED - ADMITTED) + slot - ADMITTED);
    } else if (slot < DISCHARGED) {
      InpatientDay.transferred(journey, round * (DISCHARGED - TRANSFERRED) + slot - TRANSFERRED);
    } else if (slot < MERGED) {
      InpatientDay.discharged(journey, round * (MERGED - DISCHARGED) + slot - DISCHARGED);
    } else if (slot == MERGED) {
      OddDay.merged(journey);
    } else if (slot == PARKED) {
      OddDay.parked(journey, round);
    } else {
      OddDay.ignored(journey, round);
    }
  }
}
