package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.Map;

/** One visit to the clinic: registered, checked in, seen, and what is done and paid there. */
final class OutpatientVisit {

  private static final long MINUTE = YearCalendar.MINUTE;
  private static final long LONGEST_WAIT = 8 * YearCalendar.HOUR;

  private static final String[] LEVELS = {
    "general", "specialist", "expert", "general", "special-need"
  };
  private static final String[] CREDENTIALS = {
    "id-card",
    "med-ins-ecode",
    "social-security-card",
    "health-ecode",
    "id-card",
    "hospital-card",
    "passport",
    "household-book",
    "none"
  };
  private static final String[] WALK_IN = {"window", "kiosk", "window", "mobile-app"};
  private static final String[] RULES = {"normal", "normal", "revisit", "same-day-result"};

  private final Story story;

  String patient;
  LocalDate date;
  long arrivesAt;
  String visitClass = Story.OUTPATIENT;
  String level;
  final String credential;
  String department;
  String campus;
  final String doctor;
  String fee = "normal";
  String suffix = "";

  /** Whether its appointment was made without the internet. */
  boolean offline;

  Fact visit;
  private Fact checkIn;
  private Fact consult;
  private Fact.Line queue;
  private boolean booked;
  private long wait;

  OutpatientVisit(Story story) {
    this.story = story;
    this.date = story.date;
    this.level = story.any(LEVELS);
    this.credential = CREDENTIALS[(int) (story.n / 3 % CREDENTIALS.length)];
    story.credential = credential;
    this.department = story.department();
    this.campus = story.n % 4 == 0 ? "B" : "A";
    this.doctor = "D" + department + story.random.nextInt(4);
    if (story.n % 43 == 0) {
      fee = "waived";
    }
  }

  /** Registers it; with an appointment or without. */
  void open(Fact appointment) {
    booked = appointment != null;
    int age = story.random.nextInt(1, 95);
    boolean named = !credential.equals("none");
    String channel = booked ? "mobile-app" : story.any(WALK_IN);
    visit =
        story
            .fact("visit.registered", "V" + story.stem + suffix, arrivesAt, patient)
            .with("visitClass", visitClass)
            .with("clinicLevel", level)
            .with("feeClass", fee)
            .with("apptRef", booked ? appointment.key : null)
            .with("channel", channel)
            .with("credentialType", credential)
            .with("realName", named)
            .with("ageAtVisit", age)
            .with("deptCode", department)
            .with("campusCode", campus)
            .with("encounterRef", "V" + story.stem + suffix)
            .counts("visit." + visitClass)
            .puts("cell", "registration/" + credential)
            .puts("visit.credential", credential);
    if (named) {
      visit.counts("visit.named." + visitClass);
    }
    if (booked) {
      visit.counts("visit.O.booked");
      if (age >= 65) {
        visit.joint(story.main, "visit.elder.booked", appointment);
        if (offline) {
          visit.joint(story.main, "visit.elder.booked.offline", appointment);
        }
      }
      if (story.turn(ClinicPools.ROW).equals(ClinicPools.PRIMARY)) {
        keptForPrimary(appointment);
      }
    }
    if (fee.equals("free-revisit")) {
      visit.counts("visit.free-revisit");
    }
    if (channel.equals("window") && story.n % 2 == 0) {
      // up to eleven minutes, and just ten
      long queued = story.n % 18 == 0 ? 10 * MINUTE : story.random.nextInt(660) * 1_000L;
      visit.withTime("queueTakenAt", arrivesAt - queued);
      visit.value(story.main, "queue.window", queued);
      queue = visit.value(story.main, "queue." + visitClass, queued);
    }
    visit.told(arrivesAt);
  }

  /** Some of the pool for primary care come with a referral as well: one visit, counted once. */
  private void keptForPrimary(Fact appointment) {
    if (story.n % 2 == 0) {
      visit.joint(story.main, "kept-for-primary", appointment);
      return;
    }
    story
        .fact("referral.made", "RU" + story.stem, arrivesAt - story.minutes(1, 60), patient)
        .with("direction", "up")
        .with("setting", "outpatient-emergency")
        .with("fromOrg", SyntheticYear.CENTRE)
        .with("fromOrgLevel", "primary")
        .with("toOrg", story.facility)
        .with("toOrgLevel", "tertiary")
        .with("role", "receiver")
        .with("status", "attended")
        .with("encounterRef", visit.key)
        .with("deptCode", department)
        .counts("referral")
        .counts("referral.up.attended")
        .told(arrivesAt);
  }

  /** The patient checks in and is called, is examined and pays. */
  void seen() {
    long from = arrivesAt + story.minutes(4, 20);
    wait = waits();
    checkIn =
        story
            .fact("visit.checked-in", visit.key + "/" + department, from, patient)
            .with("point", story.n % 3 == 0 ? "kiosk" : "desk")
            .with("encounterRef", visit.key)
            .with("deptCode", department)
            .told(from);
    consult =
        story
            .fact("visit.consult-started", visit.key + "/" + department, from + wait, patient)
            .with("doctorId", doctor)
            .with("timeBasis", "opened-record")
            .with("encounterRef", visit.key)
            .with("deptCode", department);
    String rule = story.any(RULES);
    consult.with("queueRule", rule);
    story.step("consultation", consult, visit);
    consult.joint(story.main, "consult." + rule, visit);
    consult.told(Math.max(from, from + wait));
    if (wait < 0 || wait > LONGEST_WAIT) {
      consult.joint(story.main, "wait.all.rejected", checkIn, visit);
    } else {
      consult.value(story.main, "wait.all", wait, checkIn, visit);
    }
    if (booked) {
      bookWait(story.main);
    }
    long then = Math.max(from, from + wait) + story.minutes(3, 12);
    Exams exams = new Exams(story, visit, patient, department, visitClass);
    exams.after(then);
    Money money = new Money(story, patient, visit, department);
    money.outpatient(then + story.minutes(1, 30), visitClass);
    if (story.n % 5 < 3) {
      new Medicines(story, patient, visit, department).ordinary(then);
    }
  }

  /** Minutes, some of them just at the limit, beyond it, and before the check-in. */
  private long waits() {
    return switch ((int) (story.n % 97)) {
      case 20 -> LONGEST_WAIT;
      case 21 -> LONGEST_WAIT + 1_000;
      case 22 -> -3 * MINUTE;
      case 23 -> 0;
      default -> story.random.nextInt(1, 120) * MINUTE + story.random.nextInt(60) * 1_000L;
    };
  }

  private void bookWait(Desk by) {
    if (wait < 0 || wait > LONGEST_WAIT) {
      consult.joint(by, "wait.rejected", checkIn, visit);
    } else {
      consult.value(by, "wait", wait, checkIn, visit);
    }
  }

  /** The registration is cancelled: what happened at it is suspended, what was paid stays. */
  void cancelled(Desk by, long recordedAt) {
    visit.gone(by, recordedAt);
    if (checkIn != null) {
      checkIn.suspended(by);
      consult.suspended(by);
    }
  }

  /** It was an emergency after all. */
  void becomesEmergency(long recordedAt) {
    visit.amended(story.main, recordedAt, Map.of("visitClass", "E"));
    visit.joint(story.main, entry("visit.O", -1));
    if (queue != null) {
      Fact.strike(story.main, queue);
    }
    visit.joint(story.main, entry("visit.E", 1));
    if (!credential.equals("none")) {
      visit.joint(story.main, entry("visit.named.O", -1));
      visit.joint(story.main, entry("visit.named.E", 1));
    }
    visitClass = "E";
  }

  void linkedTo(String appointment, long recordedAt) {
    booked = true;
    visit.amended(story.main, recordedAt, Map.of("apptRef", appointment));
    visit.joint(story.main, "visit.O.booked");
  }

  /** An appointment is found for it after the year. */
  void linkedTo(Desk by, String appointment, long recordedAt) {
    visit.amended(by, recordedAt, Map.of("apptRef", appointment));
    visit.joint(by, "visit.O.booked");
    if (consult != null) {
      bookWait(by);
    }
  }

  private Entry entry(String what, long amount) {
    return new Entry(Entry.Kind.COUNT, story.facility, what, arrivesAt, amount, null);
  }
}
