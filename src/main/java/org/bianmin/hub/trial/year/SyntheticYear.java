package org.bianmin.hub.trial.year;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * 2026 of one tertiary hospital (maternity, emergency room, ambulance station, TCM ward; it leads
 * an alliance) and of one community health centre, as measure events in the order in which a hub
 * hears them, with the books of what they mean.
 *
 * <p>The same seed and size give the same events. Days are planned while they are read, so memory
 * holds what was begun and is not over, and the books. Some events lie before the year and after
 * it: what is booked in December comes in January.
 */
public final class SyntheticYear {

  /** Institution code of the hospital. */
  public static final String HOSPITAL = "YH3A";

  /** Institution code of the community health centre. */
  public static final String CENTRE = "YCHC";

  private static final LocalDate FIRST = LocalDate.of(YearCalendar.YEAR - 1, 12, 8);
  private static final LocalDate LAST = LocalDate.of(YearCalendar.YEAR, 12, 31);
  private static final LocalDate MONDAY =
      FIRST.with(java.time.temporal.TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

  /** Events of a year in which 100 patients come to the clinic on an average day. */
  private static final double EVENTS_OF_100 = 538_000;

  /** A patient comes back after a third of a year, apart from revisits. */
  private static final double PATIENTS_OF_100 = 12_000;

  /** Working days before each day from the first planned one on. */
  private static final int[] WORKING_BEFORE = workingBefore();

  /** Stories a day at 100 patients of the clinic; on days off fewer. */
  private enum Kind {
    CLINIC(100, 0.35),
    EMERGENCY(12, 1.2),
    STAY(7, 0.6),
    SLOTS(18, 0.4),
    AMBULANCE(3, 1.1),
    RECOGNITION(4, 0.4),
    HOUSE(6, 0.5),
    CENTRE(14, 0.4),
    RESIDENT(1.6, 0.2),
    VACCINATION(5, 0.9);

    private final double perDay;
    private final double onDaysOff;

    Kind(double perDay, double onDaysOff) {
      this.perDay = perDay;
      this.onDaysOff = onDaysOff;
    }

    /** How many stories were begun before a day. */
    private long before(LocalDate date, double scale) {
      int days = (int) (date.toEpochDay() - FIRST.toEpochDay());
      int working = WORKING_BEFORE[days];
      return (long) (perDay * (1.15 * working + onDaysOff * (days - working)) * scale);
    }
  }

  private final long seed;
  private final double scale;
  private final LocalDate first;
  private final LocalDate last;
  private final YearBooks books = new YearBooks();

  /**
   * A whole year.
   *
   * @param seed any number
   * @param events about how many; from 10,000 on
   */
  public SyntheticYear(long seed, long events) {
    this(seed, events, FIRST, LAST);
  }

  /** Only what begins on some of its days. */
  public SyntheticYear(long seed, long events, LocalDate first, LocalDate last) {
    if (first.isBefore(FIRST) || last.isAfter(LAST)) {
      throw new IllegalArgumentException("the synthetic year lasts from " + FIRST + " to " + LAST);
    }
    this.seed = seed;
    this.scale = events / EVENTS_OF_100;
    this.first = first;
    this.last = last;
  }

  /** The books; complete for a stream once it is read to its end. */
  public YearBooks books() {
    return books;
  }

  /** The year as a hub hears it. */
  public Iterator<YearEvent> events() {
    Desk main = new Desk(books);
    return new Days(main, new Teller(seed, main, new Desk(null)));
  }

  /** What turns out, after the year, to have been otherwise in its first quarter. */
  public Iterator<YearEvent> lateCorrections() {
    Desk late = new Desk(books);
    return new Days(late, new Teller(seed, new Desk(null), late));
  }

  private static int[] workingBefore() {
    int[] before = new int[(int) (LAST.toEpochDay() - FIRST.toEpochDay()) + 2];
    for (int day = 1; day < before.length; day++) {
      before[day] = before[day - 1] + (YearCalendar.working(FIRST.plusDays(day - 1)) ? 1 : 0);
    }
    return before;
  }

  private void plan(Teller teller, LocalDate date) {
    long persons = Math.max(50, (long) (PATIENTS_OF_100 * scale));
    for (Kind kind : Kind.values()) {
      long to = kind.before(date.plusDays(1), scale);
      for (long n = kind.before(date, scale); n < to; n++) {
        switch (kind) {
          case CLINIC -> ClinicStory.tell(teller, date, n, persons);
          case EMERGENCY -> new EmergencyStory(teller, date, n).tell();
          case STAY -> new StayStory(teller, date, n).tell();
          case SLOTS -> new SlotStory(teller, date, n).tell();
          case AMBULANCE -> new AmbulanceStory(teller, date, n).tell();
          case RECOGNITION -> new RecognitionStory(teller, date, n).tell();
          case HOUSE -> new HouseStory(teller, date, n).tell();
          case CENTRE -> new CentreStory(teller, date, n).tell();
          case RESIDENT -> new ResidentStory(teller, date, n).tell();
          case VACCINATION -> new VaccinationStory(teller, date, n).tell();
        }
      }
    }
    if (date.getDayOfWeek() == DayOfWeek.MONDAY) {
      new SessionWeek(teller, date, (date.toEpochDay() - MONDAY.toEpochDay()) / 7).tell();
    }
  }

  /** Plans the days one after the other, and passes on what is heard before the next one begins. */
  private final class Days implements Iterator<YearEvent> {

    private final Desk desk;
    private final Teller teller;
    private LocalDate next = first;
    private YearEvent ahead;

    Days(Desk desk, Teller teller) {
      this.desk = desk;
      this.teller = teller;
    }

    @Override
    public boolean hasNext() {
      while (ahead == null) {
        boolean planned = next.isAfter(last);
        ahead = desk.next(planned ? Long.MAX_VALUE : YearCalendar.start(next));
        if (ahead == null && planned) {
          return false;
        }
        if (ahead == null) {
          plan(teller, next);
          next = next.plusDays(1);
        }
      }
      return true;
    }

    @Override
    public YearEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the synthetic year is over");
      }
      YearEvent event = ahead;
      ahead = null;
      return event;
    }
  }
}
