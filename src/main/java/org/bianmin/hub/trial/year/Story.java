package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Something that happens to one patient or one team. It draws from its own random numbers, so it is
 * the same in whatever order stories are planned.
 */
class Story {

  /** Corrections of the first quarter that come after the year. */
  static final long LATE = YearCalendar.start(LocalDate.of(YearCalendar.YEAR + 1, 3, 1));

  static final int DEPARTMENTS = 14;
  static final String OUTPATIENT = "O";
  static final String EMERGENCY = "E";

  final Desk main;
  final Desk late;
  final String facility;

  /** The day on which it begins. */
  final LocalDate date;

  /** The how many-eth of its kind it is, from the first planned day on. */
  final long n;

  final SplittableRandom random;
  final String stem;

  /** What the patient showed at the registration; null where nobody registers. */
  String credential;

  Story(Teller teller, String facility, String kind, LocalDate date, long n) {
    this.main = teller.main();
    this.late = teller.late();
    this.facility = facility;
    this.date = date;
    this.n = n;
    this.random =
        new SplittableRandom(
            teller.seed() * 1_000_003 + kind.hashCode() * 7_368_787L + n * 998_244_353L);
    this.stem = kind + String.format(Locale.ROOT, "%07d", n);
  }

  Fact fact(String type, String key, long at, String patient) {
    return new Fact(main, facility, type, key, at, patient);
  }

  /** Notes that a step of a visit was made with the credential of its registration. */
  void step(String name, Fact step, Fact visit) {
    if (credential != null) {
      Entry cell =
          new Entry(Entry.Kind.DISTINCT, facility, "cell", step.at, 0, name + "/" + credential);
      step.joint(main, cell, visit);
    }
  }

  /** Whether it is corrected after the year: one of many, of those within the first quarter. */
  boolean corrected(int every) {
    return n % every == every / 2
        && date.getYear() == YearCalendar.YEAR
        && date.getDayOfYear() > 5
        && date.getDayOfYear() < 70;
  }

  /** When a late correction is recorded. */
  long lateAt() {
    return LATE + random.nextInt(20 * 86_400) * YearCalendar.SECOND;
  }

  /** A moment of a day, to the second. */
  long at(LocalDate day, double fromHour, double toHour) {
    long from = (long) (fromHour * YearCalendar.HOUR);
    long seconds = (long) ((toHour - fromHour) * YearCalendar.HOUR) / YearCalendar.SECOND;
    return YearCalendar.start(day) + from + random.nextLong(seconds) * YearCalendar.SECOND;
  }

  long minutes(int from, int to) {
    return random.nextInt(from, to + 1) * YearCalendar.MINUTE;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of a row by the number of the story, so that each comes within the first few. */
  <T> T turn(T[] row) {
    return row[(int) (n % row.length)];
  }

  <T> T any(T[] row) {
    return row[random.nextInt(row.length)];
  }

  String department() {
    return String.format(Locale.ROOT, "%02d01", 1 + random.nextInt(DEPARTMENTS));
  }

  /** Says that two patient numbers are one person. */
  void merge(Desk by, String old, String current, long recordedAt) {
    by.merge(new Entry.Who(facility, old), new Entry.Who(facility, current));
    by.say(
        new YearEvent(
            facility, "patient", old, YearEvent.What.MERGE, null, recordedAt, current, Map.of()),
        recordedAt);
  }
}
