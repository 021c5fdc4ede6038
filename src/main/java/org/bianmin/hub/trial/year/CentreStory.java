package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A patient of the community health centre: seen, prescribed for months, advised, referred. */
final class CentreStory extends Story {

  /**
   * A prescription.
   *
   * @param flag what it says itself, or null
   * @param counts whether it is a long one: it says so, or it is for 28 to 84 days
   */
  private record Supply(Integer days, Boolean flag, boolean counts) {}

  private static final Supply[] SUPPLIES = {
    new Supply(28, true, true),
    new Supply(84, true, true),
    new Supply(27, false, false),
    new Supply(85, null, false),
    new Supply(56, null, true),
    new Supply(90, true, true),
    new Supply(14, null, false),
    new Supply(84, null, true),
    new Supply(27, true, true),
    new Supply(null, true, true)
  };
  private static final String[] DISEASES = {
    "I10", "E11.9", "I13.0", "J44.1", "E14.9", "I15", "E78.5"
  };
  private static final String[] ADVICE = {"exercise", "diet", "advice", "medication"};
  private static final String[] ADVISED = {"E11.9", "I10", "J45.0", "E78.5", "E10.9", "I15.1"};

  private final String patient;

  CentreStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.CENTRE, "G", date, n);
    // every third patient comes again after a time
    this.patient = n % 3 == 0 ? "GR" + n / 60 : "GP" + n;
  }

  void tell() {
    long at = at(date, 8, 17);
    Fact visit =
        fact("visit.registered", "V" + stem, at, patient)
            .with("visitClass", n % 19 == 6 ? "X" : OUTPATIENT)
            .with("feeClass", "normal")
            .with("credentialType", "id-card")
            .with("realName", true)
            .with("channel", "window")
            .with("deptCode", "0101")
            .with("encounterRef", "V" + stem)
            .counts(n % 19 == 6 ? "visit.X" : "visit.O")
            .puts("visit.credential", "id-card")
            .told(at);
    prescribed(visit, at + minutes(10, 30));
    settled(visit, at + minutes(30, 50));
    if (n % 4 == 1) {
      advised(at + minutes(20, 40));
    }
    if (n % 17 == 5) {
      referred(at + minutes(20, 60));
    }
    if (n % 6 == 2) {
      reported(visit, at + minutes(30, 100));
    }
  }

  private void prescribed(Fact visit, long at) {
    Supply supply = turn(SUPPLIES);
    String disease = DISEASES[(int) (n / 3 % DISEASES.length)];
    boolean agent = n % 8 == 3;
    Boolean consent = !agent ? null : n % 16 == 3 ? null : (Boolean) (n % 32 != 11);
    Fact prescription =
        fact("prescription.issued", "RX" + stem, at, patient)
            .with("supplyDays", supply.days())
            .with("longTerm", supply.flag())
            .with("chronicDiseases", List.of((Object) Map.of("code", disease)))
            .with("agentPickup", agent)
            .with("agentConsent", consent)
            .with("source", "clinic")
            .with("encounterRef", visit.key)
            .counts("prescribed")
            .counts("prescribed.clinic");
    if (supply.counts()) {
      prescription.counts("prescribed.long");
      kind(prescription, disease);
    }
    if (Boolean.TRUE.equals(supply.flag())) {
      prescription.counts("prescribed.flagged");
      boolean within = supply.days() != null && n % 10 < 2;
      if (within) {
        prescription.counts("prescribed.flagged.28-84");
      }
    }
    if (agent) {
      prescription.counts("prescribed.agent.any");
    }
    if (agent && !Boolean.FALSE.equals(consent)) {
      prescription.counts("prescribed.agent").putsPatient("prescribed.agent.patient");
    }
    prescription.told(at);
    if (n % 49 == 13) {
      prescription.gone(main, at + minutes(10, 600));
    } else if (corrected(12)) {
      prescription.gone(late, lateAt());
    }
    if (n % 90 == 33) {
      // somebody whose relative fetched a prescription before is the same person
      long other = n - 1;
      while (other % 8 != 3 || other % 3 == 0) {
        other--;
      }
      merge(main, patient, "GP" + other, at + minutes(60, 60_000));
    }
  }

  private static void kind(Fact prescription, String disease) {
    String kind =
        switch (disease) {
          case "I10", "I13.0", "I15" -> "hypertension";
          case "E11.9", "E14.9" -> "diabetes";
          case "J44.1" -> "copd";
          default -> "lipids";
        };
    prescription.counts("prescribed.long." + kind).puts("prescribed.long.kind", kind);
  }

  /** In the second and the last quarter some still pay first. */
  private void settled(Fact visit, long at) {
    int quarter = (date.getMonthValue() - 1) / 3;
    boolean post = quarter % 2 == 0 || n % 6 != 0;
    String point = n % 3 == 0 ? "window" : n % 3 == 1 ? "kiosk" : "mobile";
    long fen = 500L + random.nextInt(9_000);
    fact("settlement.outpatient", "S" + stem, at, patient)
        .with("totalFen", fen)
        .with("payTiming", post ? "post" : "pre")
        .with("settlementPoint", point)
        .with("visitRef", visit.key)
        .with("visitClass", OUTPATIENT)
        .with("encounterRef", visit.key)
        .counts("settled.outpatient")
        .counts("settled.outpatient." + (post ? "post" : "pre"))
        .puts("settled.outpatient.point", point)
        .told(at);
    // physical examinations are no visits of outpatients
    boolean outpatient = n % 19 != 6;
    String method = n % 4 == 0 ? "cash" : n % 4 == 1 ? "wechat" : "med-ins-account";
    Fact payment =
        fact("payment.succeeded", method + "/" + stem, at + 20_000, patient)
            .with("amountFen", fen)
            .with("method", method)
            .with("scene", "outpatient")
            .with("outTradeNo", "T" + stem)
            .with("evidence", "his")
            .with("visitRef", visit.key)
            .counts("paid")
            .puts("paid.method", method)
            .told(at + 20_000);
    if (outpatient) {
      payment.joint(main, "paid.visit.O", visit);
    }
  }

  private void advised(long at) {
    String kind = ADVICE[(int) (n / 4 % ADVICE.length)];
    String diagnosis = ADVISED[(int) (n / 16 % ADVISED.length)];
    boolean asked = !kind.equals("medication") && n / 16 % 6 != 2 && n / 16 % 6 != 4;
    Fact advice =
        fact("education.given", "ED" + stem, at, patient)
            .with("kind", kind)
            .with("diagnosis", diagnosis)
            .with("firstDiagnosis", n % 8 == 1 ? null : (Boolean) (n % 3 == 0))
            .counts("education");
    if (asked) {
      advice.counts("education.chronic");
      // the sixth of them is no primary hypertension
      if (n % 8 != 1 && n % 3 == 0 && n / 16 % 6 != 5) {
        advice.counts("education.chronic.first");
      }
    }
    advice.told(at);
    if (n % 52 == 9) {
      advice.gone(main, at + minutes(10, 100));
    }
  }

  private void referred(long at) {
    boolean elder = n % 34 == 5;
    Fact referral =
        fact("referral.made", "RC" + stem, at, patient)
            .with("direction", "up")
            .with("setting", "outpatient-emergency")
            .with("fromOrg", facility)
            .with("fromOrgLevel", "primary")
            .with("toOrg", SyntheticYear.HOSPITAL)
            .with("toOrgLevel", "tertiary")
            .with("role", "sender")
            .with("status", "sent")
            .with("group", elder ? "elder" : "chronic")
            .counts("referral");
    if (elder) {
      referral.counts("referral.elder");
    }
    referral.told(at);
  }

  private void reported(Fact visit, long at) {
    boolean coded = n % 12 == 2;
    Fact report =
        fact("result.issued", "R" + stem, at, patient)
            .with("category", "lab")
            .with(
                "items",
                List.of((Object) Map.of("localCode", "GLU", "localName", "GLU", "value", "5.1")))
            .with("recognitionItemCode", coded ? "HR-GLU" : null)
            .with("performingOrg", facility)
            .with("encounterRef", visit.key)
            .counts("report");
    if (coded) {
      report.counts("report.coded");
    }
    report.told(at);
  }
}
