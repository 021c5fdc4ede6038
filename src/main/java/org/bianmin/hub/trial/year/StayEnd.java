package org.bianmin.hub.trial.year;

import java.util.Map;

/** How a stay ends: discharged, settled, invoiced, paid back, followed up, referred. */
final class StayEnd {

  private static final long MINUTE = YearCalendar.MINUTE;
  private static final long HOUR = YearCalendar.HOUR;
  private static final long DAY = YearCalendar.DAY;

  private static final String[] DISPOSITIONS = {
    "1", "1", "3", "1", "1", "2", "1", "4", "1", "5", "1", "1", "9", "1", "1", "1"
  };

  /** Days after the discharge; 30 is within the window of 30 days, 31 is not. */
  private static final Integer[] FOLLOWED = {7, 1, 15, 29, 30, null, 31, 45, 14, 3, 20};

  private final StayStory stay;
  private final StayMoney money;
  private final String disposition;
  private Fact discharge;
  private Fact followUp;
  private Fact.Line home;
  private Fact.Line followed;
  private Fact.Line down;
  private Fact.Line operated;
  private Fact.Line before;

  StayEnd(StayStory stay) {
    this.stay = stay;
    this.money = new StayMoney(stay);
    this.disposition = stay.turn(DISPOSITIONS);
  }

  void tell() {
    long at = leaves();
    if (stay.n % 23 == 6) {
      // discharged, called back, and discharged at last
      Fact early = stay.fact("discharge.made", stay.admission.key, at - 2 * HOUR, stay.patient);
      early.with("disposition", disposition).with("encounterRef", stay.admission.key);
      early.told(at - 2 * HOUR).gone(stay.main, at - HOUR);
    }
    discharge = discharge(stay.main, at);
    discharge.told(at + MINUTE);
    book(stay.main);
    money.tell(discharge);
    followedUp();
    referred();
    corrected();
  }

  private long leaves() {
    if (stay.nights == 0) {
      return Math.max(stay.at(stay.date, 20, 22), stay.admission.at + 3 * MINUTE);
    }
    return switch ((int) (stay.n % 19)) {
      case 4 -> YearCalendar.start(stay.date.plusDays(stay.nights + 1L)) - YearCalendar.SECOND;
      case 5 -> YearCalendar.start(stay.date.plusDays(stay.nights + 1L)) - 30 * MINUTE;
      default -> stay.at(stay.date.plusDays(stay.nights), 9, 18);
    };
  }

  private Fact discharge(Desk by, long at) {
    return new Fact(by, stay.facility, "discharge.made", stay.admission.key, at, stay.patient)
        .withTime("orderedAt", at - 60 * MINUTE)
        .with("wardCode", stay.ward)
        .with("deptCode", stay.department)
        .with("campusCode", "A")
        .with("disposition", disposition)
        .with("diagnoses", StayStory.diagnoses(stay.n))
        .with("tcmPrimary", stay.n % 8 == 1 ? null : (Boolean) (stay.n % 3 == 0))
        .with("daySurgery", stay.daySurgery)
        .with("encounterRef", stay.admission.key);
  }

  /** Books what is asked of the discharges of a period. */
  private void book(Desk by) {
    discharge.joint(by, "discharge");
    discharge.puts("discharge.ward", stay.ward);
    if (stay.n % 8 != 1) {
      discharge.joint(by, "discharge.tcm.told");
    }
    if (stay.n % 8 != 1 && stay.n % 3 == 0) {
      discharge.joint(by, "discharge.tcm");
    }
    if (stay.pathway != null) {
      discharge.joint(by, "discharge.pathway", stay.pathway);
    }
    if (!disposition.equals("2") && !disposition.equals("5")) {
      home = discharge.joint(by, "discharge.home");
    }
    if (disposition.equals("3") || disposition.equals("2")) {
      down = discharge.joint(by, down("disposition." + disposition));
    }
    operated(by);
  }

  private Entry down(String what) {
    return new Entry(Entry.Kind.DISTINCT, stay.facility, what, discharge.at, 0, stay.admission.key);
  }

  private void operated(Desk by) {
    for (Fact operation : new Fact[] {stay.surgery, stay.second}) {
      if (operation != null && operation.at >= discharge.at) {
        throw new IllegalStateException(operation.key + " begins after the discharge");
      }
    }
    if (stay.surgery != null && stay.elective) {
      operated = discharge.joint(by, "operated", stay.surgery);
      if (stay.daySurgery) {
        discharge.joint(by, "operated.day", stay.surgery);
      } else {
        before =
            discharge.value(
                by,
                "before-surgery",
                stay.surgery.at - stay.admission.at,
                stay.surgery,
                stay.admission);
      }
    }
    if (stay.second != null) {
      discharge.joint(by, "operated", stay.second);
      if (!stay.elective) {
        // the first elective operation is the second one
        discharge.value(
            by, "before-surgery", stay.second.at - stay.admission.at, stay.second, stay.admission);
      }
    }
  }

  private void followedUp() {
    Integer days = stay.turn(FOLLOWED);
    if (days == null) {
      return;
    }
    long at = stay.at(YearCalendar.dateOf(discharge.at).plusDays(days), 8, 20);
    if (days == 30) {
      at = Math.min(at, discharge.at + 30 * DAY);
    }
    boolean reached = stay.n % 13 != 4;
    followUp =
        stay.fact("followup.done", "FU" + stay.stem, at, stay.patient)
            .with("dischargeRef", stay.admission.key)
            .with("mode", "3")
            .with("reached", reached)
            .with("by", stay.n % 2 == 0 ? "nurse" : "doctor")
            .with("planned", true)
            .with("encounterRef", stay.admission.key)
            .with("deptCode", stay.department)
            .counts("followup");
    if (reached) {
      followUp.counts("followup.reached");
    }
    followUp.told(at);
    if (reached && stay.n % 2 == 0) {
      followUp.joint(stay.main, ward(at), discharge);
    }
    if (stay.n % 33 == 8) {
      followUp.gone(stay.main, at + HOUR);
    } else if (reached && days <= 30 && home != null) {
      followed = discharge.joint(stay.main, "discharge.home.followed", followUp);
    }
  }

  private Entry ward(long at) {
    return new Entry(Entry.Kind.DISTINCT, stay.facility, "followup.nurse.ward", at, 0, stay.ward);
  }

  /**
   * Half of those who go to primary care are told by a referral too: one admission, counted once.
   */
  private void referred() {
    boolean down = disposition.equals("3") && stay.n % 32 < 16;
    boolean other = disposition.equals("1") && stay.n % 26 == 3;
    if (!down && !other) {
      return;
    }
    Fact referral =
        stay.fact("referral.made", stay.admission.key, discharge.at, stay.patient)
            .with("direction", "down")
            .with("setting", "inpatient")
            .with("fromOrg", stay.facility)
            .with("fromOrgLevel", "tertiary")
            .with("toOrg", SyntheticYear.CENTRE)
            .with("toOrgLevel", "primary")
            .with("role", "sender")
            .with("status", "sent")
            .with("encounterRef", stay.admission.key)
            .with("deptCode", stay.department)
            .counts("referral")
            .counts("referral.down.primary");
    referral.told(discharge.at + 10 * MINUTE);
    discharge.joint(stay.main, down("referral.down.inpatient"), referral);
  }

  /** What turns out to have been otherwise, months later. */
  private void corrected() {
    if (home != null && down == null && stay.corrected(9)) {
      discharge.amended(stay.late, stay.lateAt(), Map.of("disposition", "5"));
      strike(home);
      strike(followed);
    } else if (before != null && stay.second == null && stay.corrected(4)) {
      stay.surgery.amended(stay.late, stay.lateAt(), Map.of("elective", false));
      strike(operated);
      strike(before);
    } else if (home != null && followUp == null && stay.corrected(3)) {
      toldLate();
    }
  }

  private void strike(Fact.Line line) {
    if (line != null) {
      Fact.strike(stay.late, line);
    }
  }

  /** A follow-up of the time that nobody had told. */
  private void toldLate() {
    long at = stay.at(YearCalendar.dateOf(discharge.at).plusDays(10), 8, 20);
    Fact late =
        new Fact(stay.late, stay.facility, "followup.done", "FL" + stay.stem, at, stay.patient)
            .with("dischargeRef", stay.admission.key)
            .with("mode", "3")
            .with("reached", true)
            .with("by", "nurse")
            .with("encounterRef", stay.admission.key)
            .counts("followup")
            .counts("followup.reached");
    late.joint(stay.late, ward(at), discharge);
    late.told(stay.lateAt());
    discharge.joint(stay.late, "discharge.home.followed", late);
  }
}
