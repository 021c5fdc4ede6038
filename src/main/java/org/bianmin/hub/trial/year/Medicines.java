package org.bianmin.hub.trial.year;

import java.util.List;
import java.util.Map;

/** Prescriptions and what is given out for them. */
final class Medicines {

  private static final String[] DELIVERIES = {"window", "window", "home", "smart-cabinet"};

  private final Story story;
  private final String patient;
  private final Fact visit;
  private final String department;

  Medicines(Story story, String patient, Fact visit, String department) {
    this.story = story;
    this.patient = patient;
    this.visit = visit;
    this.department = department;
  }

  /** A prescription of some days, and what is given out for it. */
  void ordinary(long at) {
    Fact prescription =
        prescription(at, "", 3 + (int) (story.n % 12), false, null).counts("prescribed.short");
    told(prescription, at);
  }

  /**
   * A long prescription for a chronic disease.
   *
   * @param days supplied; 28 to 84 are as the rule says
   * @param agent someone else fetches it
   */
  Fact chronic(long at, String suffix, int days, String diagnosis, boolean agent) {
    Fact prescription =
        prescription(at, suffix, days, true, diagnosis)
            .with("agentPickup", agent)
            .with("agentConsent", agent ? true : null)
            .counts("prescribed.long");
    if (diagnosis.startsWith("I1")) {
      prescription.counts("prescribed.long.hypertension");
    } else {
      prescription.counts("prescribed.long.diabetes");
    }
    if (agent) {
      prescription.counts("prescribed.agent").putsPatient("prescribed.agent.patient");
    }
    return prescription;
  }

  /** Says it, with what is given out for it. */
  Fact told(Fact prescription, long at) {
    prescription.told(at);
    long ready = at + story.minutes(5, 40);
    long given = ready + story.minutes(0, 60);
    Fact dispense =
        story
            .fact("dispense.completed", "DS" + prescription.key, given, patient)
            .withTime("readyAt", ready)
            .with("delivery", story.turn(DELIVERIES))
            .with("decoction", story.n % 9 == 0)
            .with("prescriptionRef", prescription.key)
            .with("encounterRef", visit.key)
            .with("deptCode", department)
            .counts("dispensed")
            .counts("dispensed." + story.turn(DELIVERIES));
    story.step("dispensing", dispense, visit);
    dispense.told(given);
    return prescription;
  }

  private Fact prescription(long at, String suffix, int days, boolean longTerm, String diagnosis) {
    boolean online = story.n % 11 == 0;
    Fact prescription =
        story
            .fact("prescription.issued", "RX" + story.stem + suffix, at, patient)
            .with("supplyDays", days)
            .with("longTerm", longTerm)
            .with(
                "chronicDiseases",
                diagnosis == null ? null : List.of((Object) Map.of("code", diagnosis)))
            .with("source", online ? "online" : "clinic")
            .withTime("reviewedAt", story.n % 4 == 0 ? null : (Long) (at + 60_000))
            .with("reviewedBy", story.n % 4 == 0 ? null : "PH1")
            .with("nonDrug", false)
            .with("encounterRef", visit.key)
            .with("deptCode", department)
            .counts("prescribed")
            .counts("prescribed." + (online ? "online" : "clinic"));
    if (story.n % 4 != 0) {
      prescription.counts("prescribed.reviewed");
    }
    return prescription;
  }
}
