package org.bianmin.hub.trial.year;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** A patient of the emergency room: registered, observed for hours or days, settled. */
final class EmergencyStory extends Story {

  private static final Double[] HOURS = {
    3.0, 23.5, 24.0, 48.0, 71.99, 72.0, 72.01, 8.25, 5.5, 80.0
  };
  private static final String[] OUTCOMES = {
    "home", "admitted", "home", "transferred", "home", "died"
  };

  EmergencyStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.HOSPITAL, "E", date, n);
  }

  void tell() {
    String patient = "EP" + n;
    long at = at(date, 0, 24);
    credential = n % 7 == 0 ? "none" : "id-card";
    boolean named = n % 7 != 0;
    Fact visit =
        fact("visit.registered", "V" + stem, at, patient)
            .with("visitClass", EMERGENCY)
            .with("feeClass", "normal")
            .with("channel", "window")
            .with("credentialType", credential)
            .with("realName", named)
            .with("triageLevel", String.valueOf(1 + n % 4))
            .with("ageAtVisit", random.nextInt(1, 95))
            .with("deptCode", "9001")
            .with("campusCode", "A")
            .with("encounterRef", "V" + stem)
            .counts("visit.E")
            .puts("cell", "registration/" + credential)
            .counts("visit.E.triaged")
            .puts("visit.credential", credential);
    if (named) {
      visit.counts("visit.named.E");
    }
    visit.told(at);
    Fact stay = n % 4 == 1 ? observed(visit, patient, at + minutes(10, 60)) : null;
    new Exams(this, visit, patient, "9001", EMERGENCY).after(at + minutes(10, 40));
    new Money(this, patient, visit, "9001").outpatient(at + minutes(60, 120), EMERGENCY);
    if (n % 47 == 5) {
      cancelled(main, visit, stay, at + minutes(60, 600));
    } else if (corrected(13)) {
      cancelled(late, visit, stay, lateAt());
    }
  }

  private static void cancelled(Desk by, Fact visit, Fact stay, long at) {
    visit.gone(by, at);
    if (stay != null) {
      stay.suspended(by);
    }
  }

  /** Its end counts, so a stay that began in one quarter may count in the next. */
  private Fact observed(Fact visit, String patient, long from) {
    long length =
        (long) (HOURS[(int) (n / 4 % HOURS.length)] * YearCalendar.HOUR)
            / YearCalendar.SECOND
            * YearCalendar.SECOND;
    long end = from + length;
    Fact stay =
        fact("edobs.stay", visit.key + "/1", from, patient)
            .with("locationCode", "OBS")
            .with("encounterRef", visit.key)
            .with("deptCode", "9001")
            .told(from);
    if (n / 4 % 23 == 7) {
      return stay; // nobody tells when it ended
    }
    stay.amended(main, end, Map.of("endAt", Instant.ofEpochMilli(end), "outcome", turn(OUTCOMES)));
    Fact.Line line = stay.joint(main, ended(length, end));
    if (corrected(5)) {
      long other = end + 2 * YearCalendar.HOUR;
      stay.amended(late, lateAt(), Map.of("endAt", Instant.ofEpochMilli(other)));
      Fact.strike(late, line);
      stay.joint(late, ended(length + 2 * YearCalendar.HOUR, other));
    }
    return stay;
  }

  private Entry ended(long length, long end) {
    return new Entry(Entry.Kind.VALUE, facility, "observed", end, length, null);
  }
}
