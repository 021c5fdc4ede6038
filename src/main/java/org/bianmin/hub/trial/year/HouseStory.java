package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** What is rarer in a hospital: one of several kinds by the number of the story. */
final class HouseStory extends Story {

  private static final String[] DISEASES = {
    "lung-cancer",
    "breast-cancer",
    "thyroid-nodule",
    "diabetic-foot",
    "lung-cancer",
    "stroke",
    "colorectal-cancer"
  };
  private static final String[] CARE = {
    "consult",
    "revisit",
    "home-nursing",
    "revisit",
    "remote-consult",
    "home-rehab",
    "nursing-consult",
    "revisit",
    "remote-imaging",
    "pharmacy",
    "remote-pathology"
  };
  private static final String[] CLINICS = {"anaesthesia", "pain", "pharmacy", "sleep", "general"};

  HouseStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.HOSPITAL, "H", date, n);
  }

  void tell() {
    switch ((int) (n % 10)) {
      case 0 -> mdt();
      case 1, 2 -> referredDown();
      case 3 -> referredUp();
      case 4, 5, 6 -> telecare();
      case 7 -> feedback();
      case 8 -> session();
      default -> education();
    }
  }

  private void mdt() {
    boolean outpatient = n % 30 != 0;
    String disease = DISEASES[(int) (n / 10 % DISEASES.length)];
    long at = at(date, 13, 17);
    Fact mdt =
        fact("mdt.held", "MDT" + stem, at, "MP" + n)
            .with("setting", outpatient ? "outpatient" : "inpatient")
            .with("diseaseCategory", disease)
            .with("specialties", List.of((Object) Map.of("code", "03"), Map.of("code", "04")))
            .with("deptCode", department())
            .counts("mdt")
            .counts(outpatient ? "mdt.outpatient" : "mdt.inpatient");
    if (outpatient) {
      mdt.puts("mdt.disease", disease);
    }
    mdt.told(at);
    if (n / 10 % 23 == 5) {
      mdt.gone(main, at + minutes(60, 600));
    }
  }

  private void referredDown() {
    String level = List.of("primary", "secondary", "primary", "tertiary").get((int) (n / 10 % 4));
    String setting =
        List.of("outpatient-emergency", "outpatient-emergency", "inpatient")
            .get((int) (n / 10 % 3));
    boolean sender = n / 10 % 11 != 3;
    long at = at(date, 9, 16);
    Fact referral =
        fact("referral.made", "RD" + stem, at, "RP" + n)
            .with("direction", "down")
            .with("setting", setting)
            .with("fromOrg", facility)
            .with("fromOrgLevel", "tertiary")
            .with("toOrg", SyntheticYear.CENTRE)
            .with("toOrgLevel", level)
            .with("role", sender ? "sender" : "receiver")
            .with("status", "sent")
            .with("deptCode", department())
            .counts("referral");
    if (sender && setting.equals("outpatient-emergency") && !level.equals("tertiary")) {
      referral.counts("referral.down.outpatient");
    }
    if (sender && level.equals("primary")) {
      referral.counts("referral.down.primary");
    }
    if (sender && setting.equals("inpatient") && !level.equals("tertiary")) {
      // a stay of before the year: only the referral tells it
      referral.puts("referral.down.inpatient", referral.key);
    }
    referral.told(at);
    if (n / 10 % 19 == 7) {
      referral.gone(main, at + minutes(60, 600));
    } else if (corrected(7)) {
      referral.gone(late, lateAt());
    }
  }

  private void referredUp() {
    String status = List.of("attended", "accepted", "sent", "attended").get((int) (n / 10 % 4));
    long at = at(date, 9, 16);
    Fact referral =
        fact("referral.made", "RU" + stem, at, "RQ" + n)
            .with("direction", "up")
            .with("setting", "outpatient-emergency")
            .with("fromOrg", SyntheticYear.CENTRE)
            .with("fromOrgLevel", "primary")
            .with("toOrg", facility)
            .with("toOrgLevel", "tertiary")
            .with("role", "receiver")
            .with("status", status)
            .with("deptCode", department())
            .counts("referral")
            .counts("referral.up." + status);
    referral.told(at);
  }

  /** A revisit online needs a visit before it: of the same person, also under another number. */
  private void telecare() {
    String kind = CARE[(int) (n / 10 % CARE.length)];
    String patient = "XP" + n;
    long at = at(date.plusDays(9), 8, 22);
    Fact care =
        fact("telecare.delivered", "TC" + stem, at, patient)
            .with("kind", kind)
            .with("providerOrg", facility)
            .with("deptCode", department())
            .counts("telecare")
            .counts("telecare." + kind);
    if (kind.equals("revisit")) {
      revisited(care);
    }
    care.told(at);
  }

  private void revisited(Fact care) {
    int kind = (int) (n / 10 % 5);
    if (kind == 0) {
      care.counts("telecare.revisit.first");
      return;
    }
    OutpatientVisit before = new OutpatientVisit(this);
    before.patient = kind == 3 ? "XT" + n : care.patient;
    before.date = date.plusDays(kind == 2 ? 9 : 0);
    // the visit of kind 2 comes after the revisit
    before.arrivesAt = kind == 2 ? care.at + 30 * YearCalendar.MINUTE : at(before.date, 8, 11);
    before.fee = "normal";
    before.open(null);
    if (kind == 2) {
      care.counts("telecare.revisit.first");
    } else if (kind == 3) {
      if (n % 2 == 0) {
        merge(main, before.patient, care.patient, care.at + minutes(5, 600));
      } else {
        care.counts("telecare.revisit.first");
      }
    } else if (kind == 4) {
      before.cancelled(main, care.at + minutes(5, 60));
      care.counts("telecare.revisit.first");
    }
  }

  private void feedback() {
    boolean complaint = n % 3 == 0;
    long at = at(date, 8, 20);
    Fact feedback =
        fact("feedback.received", "FB" + stem, at, "FP" + n)
            .with("kind", complaint ? "complaint" : "survey")
            .with("setting", n % 2 == 0 ? "outpatient" : "inpatient")
            .with("channel", "wechat")
            .with("deptCode", department());
    if (complaint) {
      boolean resolved = n / 10 % 5 != 2;
      feedback.withTime("resolvedAt", resolved ? at + minutes(600, 9_000) : null);
      feedback.counts("complaint");
      if (resolved) {
        feedback.counts("complaint.resolved");
      }
    } else {
      feedback.counts("survey");
    }
    feedback.told(at);
  }

  private void session() {
    String clinic = CLINICS[(int) (n / 10 % CLINICS.length)];
    long at = YearCalendar.start(date) + 8 * YearCalendar.HOUR;
    fact("clinic.session-held", "SH" + stem, at, null)
        .withTime("end", at + 4 * YearCalendar.HOUR)
        .with("sessionKind", YearCalendar.working(date) ? "weekday" : "weekend")
        .with("doctorTitle", "231")
        .with("clinicType", clinic)
        .with("site", "own")
        .with("attended", true)
        .with("deptCode", department())
        .counts("session")
        .puts("session.clinic", clinic)
        .counts("session." + clinic)
        .told(at);
  }

  private void education() {
    String kind = n % 20 == 9 ? "admission" : "discharge";
    long at = at(date, 9, 17);
    fact("education.given", "ED" + stem, at, "DP" + n)
        .with("kind", kind)
        .with("deptCode", department())
        .counts("education")
        .counts("education." + kind)
        .told(at);
  }
}
