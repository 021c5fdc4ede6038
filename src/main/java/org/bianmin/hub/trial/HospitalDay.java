package org.bianmin.hub.trial;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One believable hospital day as HL7 v2 messages, ordered by virtual time.
 *
 * <p>The same seed, date, facility and number of patients give the same bytes. Control ids
 * (MSH-10), visit, settlement and report numbers are unique per seed and date. Messages are made
 * while they are read; memory holds the patients in the house, so a day may have millions.
 */
public final class HospitalDay implements Iterable<TrialMessage> {

  private static final int BASE = 36;
  private static final long SEED_TAGS = 36L * 36 * 36 * 36;

  private final long seed;
  private final LocalDate date;
  private final String facility;
  private final int patients;
  private final String tag;
  private final long startMillis;

  /**
   * Describes a day; nothing is made yet.
   *
   * @param seed any number
   * @param date the day in Asia/Shanghai
   * @param facility MSH-4
   * @param patients who come or stay; about 2.5 messages each
   */
  public HospitalDay(long seed, LocalDate date, String facility, int patients) {
    if (patients < 1) {
      throw new IllegalArgumentException("a hospital day needs one patient or more");
    }
    this.seed = seed;
    this.date = date;
    this.facility = facility;
    this.patients = patients;
    this.tag =
        String.format(Locale.ROOT, "%02d%03d", date.getYear() % 100, date.getDayOfYear())
            + padded(Math.floorMod(seed, SEED_TAGS), 4);
    this.startMillis = VirtualTime.startOf(date);
  }

  @Override
  public Iterator<TrialMessage> iterator() {
    return new DayIterator(this, patients);
  }

  /** The messages as a sequential stream. */
  public Stream<TrialMessage> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  /** Counts what the day yields; plans all journeys and writes no message. */
  public DaySummary summary() {
    DaySummary summary = new DaySummary();
    for (int i = 0; i < patients; i++) {
      summary.add(plan(i));
    }
    return summary;
  }

  LocalDate date() {
    return date;
  }

  String facility() {
    return facility;
  }

  /** Control id of the n-th message of a sender, at most 20 characters (HL7 v2.5.1, 2.15.9.10). */
  String controlId(Sender sender, long number) {
    return sender.prefix + tag + padded(number, 6);
  }

  long arrivalMillis(int index) {
    return startMillis + Arrivals.millisOfDay((index + 0.5) / patients);
  }

  Journey plan(int index) {
    SplittableRandom random =
        new SplittableRandom(seed * 1_000_003 + date.toEpochDay() * 7_368_787L + index);
    String stem = tag + padded(index, 5);
    Person person = Person.of("P" + stem, index, date, random);
    Journey journey =
        new Journey(
            index, person, random, stem, arrivalMillis(index), startMillis + VirtualTime.DAY);
    long millisOfDay = arrivalMillis(index) - startMillis;
    DayPlan.plan(journey, millisOfDay);
    return journey;
  }

  private static String padded(long number, int width) {
    String digits = Long.toString(number, BASE).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
