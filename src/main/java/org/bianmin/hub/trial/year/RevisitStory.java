package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.Map;

/**
 * A first visit, its result, and a revisit: on the same day to the third day after, with and
 * without a charge, and in every way that makes it no revisit of the rule.
 */
final class RevisitStory extends Story {

  private static final int CASES = 16;
  private static final int MERGED = 13;
  private static final String CHARGED = "revisit.charged";

  RevisitStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.HOSPITAL, "C", date, n);
  }

  void tell(String patient) {
    // four of fifty stories come here: the ones beside each other get neighbouring cases
    int kind = (int) ((n / 50 * 4 + n % 50 - 10) % CASES);
    OutpatientVisit first = new OutpatientVisit(this);
    first.patient = patient;
    first.fee = "normal";
    first.level = "general";
    first.arrivesAt = at(date, 8, 11);
    OutpatientVisit second = new OutpatientVisit(this);
    second.patient = patient;
    second.suffix = "r";
    second.level = first.level;
    second.department = first.department;
    second.campus = first.campus;
    second.fee = "normal";
    int days = kind % 4;
    boolean eligible = days <= 2;
    long result = first.arrivesAt + minutes(60, 120);
    switch (kind) {
      case 4, 5 -> second.fee = "free-revisit";
      case 6 -> second.fee = "waived";
      case 8 -> {
        second.department = first.department.equals("0101") ? "0201" : "0101";
        eligible = false;
      }
      case 9 -> {
        second.level = "expert";
        eligible = false;
      }
      case 10 -> {
        second.campus = first.campus.equals("A") ? "B" : "A";
        eligible = false;
      }
      case 12 -> {
        second.visitClass = EMERGENCY;
        eligible = false;
      }
      default -> {
        // charged, as the first
      }
    }
    second.date = date.plusDays(days);
    // the last second of the last day, now and then
    second.arrivesAt = kind == 2 ? at(second.date, 24 - 1 / 3600.0, 24) : at(second.date, 14, 17);
    if (kind == MERGED) {
      second.patient = "T" + stem;
    }
    if (kind == 14) {
      // the result comes after the revisit
      result = second.arrivesAt + minutes(10, 100);
      eligible = false;
    }
    first.open(null);
    Fact reported = kind == 1 ? null : reported(first, result);
    second.open(null);
    if (kind == MERGED) {
      merged(first, second, reported);
    } else if (eligible && reported != null && second.fee.equals("normal")) {
      charged(first, second, reported);
    }
    if (kind == 0 && n % 3 == 0) {
      first.cancelled(main, second.arrivesAt + minutes(1, 90));
    }
  }

  private void charged(OutpatientVisit first, OutpatientVisit second, Fact reported) {
    Fact.Line line = second.visit.joint(main, CHARGED, first.visit, reported);
    if (corrected(3)) {
      second.visit.amended(late, lateAt(), Map.of("feeClass", "free-revisit"));
      Fact.strike(late, line);
      second.visit.joint(late, "visit.free-revisit");
    } else if (corrected(5)) {
      first.cancelled(late, lateAt());
    }
  }

  /** The revisit is of another patient number until somebody finds out: at once, late, or never. */
  private void merged(OutpatientVisit first, OutpatientVisit second, Fact reported) {
    boolean early = n % 2 == 0;
    if (early || corrected(3)) {
      Desk by = early ? main : late;
      long when = early ? second.arrivesAt + minutes(30, 3_000) : lateAt();
      merge(by, second.patient, first.patient, when);
      second.visit.joint(by, CHARGED, first.visit, reported);
    }
  }

  private Fact reported(OutpatientVisit first, long result) {
    Exams exams = new Exams(this, first.visit, first.patient, first.department, first.visitClass);
    return exams.reported(first.arrivesAt + 20 * YearCalendar.MINUTE, result);
  }
}
