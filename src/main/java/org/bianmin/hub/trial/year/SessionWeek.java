package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * A week of the community health centre's consulting rooms: on how many working days an attending
 * physician or above is there, in every way that makes a day none, and the extended hours.
 */
final class SessionWeek extends Story {

  private static final int MANNERS = 8;
  private static final long HOUR = YearCalendar.HOUR;

  /** Minutes of extended hours. */
  private static final Integer[] EXTENDED = {60, 90, 120, 180, 45, 60, 200};

  private final List<LocalDate> working = new ArrayList<>(7);
  private int said;

  /** A week from its Monday on. */
  SessionWeek(Teller teller, LocalDate monday, long n) {
    super(teller, SyntheticYear.CENTRE, "W", monday, n);
    for (int i = 0; i < 7; i++) {
      if (YearCalendar.working(monday.plusDays(i))) {
        working.add(monday.plusDays(i));
      }
    }
  }

  void tell() {
    duty();
    for (LocalDate day : working) {
      // juniors are there every day, and are not asked for
      session(day, 8, 180, "weekday", "234", true, null).told(tellAt(day));
    }
    extended();
    daysOff();
  }

  private void duty() {
    if (working.size() < 3) {
      working.forEach(day -> session(day, 9, 120, "weekday", "233", true, null).told(tellAt(day)));
      return;
    }
    List<Fact> held = new ArrayList<>(4);
    int manner = (int) (n % MANNERS);
    for (int i = 0; i < 3; i++) {
      boolean third = i == 2;
      if (third && manner == 2) {
        break; // two days only
      }
      // manner 3: twice on one day; 4: by video; 5: planned and not held; 6: a junior
      LocalDate day = working.get(third && manner == 3 ? 1 : i);
      Boolean remote = i == 1 ? Boolean.FALSE : null;
      if (third && manner == 4) {
        remote = true;
      }
      Fact session =
          session(
              day,
              third ? 14 : 9,
              150,
              "weekday",
              third && manner == 6 ? "234" : i == 0 ? "232" : "233",
              !third || manner != 5,
              remote);
      if (Boolean.TRUE.equals(remote)) {
        session.counts("session.remote");
      }
      session.told(tellAt(day));
      held.add(session);
    }
    boolean enough = manner < 2 || manner == 7;
    if (enough) {
      Entry entry = new Entry(Entry.Kind.DISTINCT, facility, "duty.week", held.get(0).at, 0, date);
      held.get(0).joint(main, entry, held.get(1), held.get(2));
    } else if (manner == 4) {
      Entry entry =
          new Entry(Entry.Kind.DISTINCT, facility, "duty.week.remote", held.get(0).at, 0, date);
      held.get(0).joint(main, entry, held.get(1), held.get(2));
    }
    if (manner == 7 && n % 16 == 7) {
      // it turned out that nobody came on the third day
      held.get(2).gone(main, held.get(2).at + 20 * HOUR);
    } else if (manner == 1 && late()) {
      held.get(2).gone(late, lateAt());
    }
  }

  private boolean late() {
    return date.getYear() == YearCalendar.YEAR && date.getMonthValue() < 4;
  }

  private void extended() {
    for (int i = 0; i < working.size(); i++) {
      if ((n + i) % 3 == 0) {
        continue;
      }
      LocalDate day = working.get(i);
      int minutes = EXTENDED[(int) ((n + i) % EXTENDED.length)];
      boolean attended = (n + i) % 10 != 4;
      Fact session = session(day, 17.5, minutes, "extended", "234", attended, null);
      if (attended) {
        session.adds("extended.minutes", minutes);
        session.puts("extended.day", day);
        session.counts("session.off");
      }
      session.told(tellAt(day));
    }
  }

  /** Clinics on days off; what they are called differs. */
  private void daysOff() {
    for (int i = 0; i < 7; i++) {
      LocalDate day = date.plusDays(i);
      if (YearCalendar.working(day) || (n + i) % 4 == 0) {
        continue;
      }
      String kind = i % 2 == 0 ? "weekday" : YearCalendar.holiday(day) ? "holiday" : "weekend";
      boolean attended = (n + i) % 5 != 1;
      Fact session = session(day, 8, 240, kind, "234", attended, null);
      if (attended) {
        session.counts("session.off");
      }
      if (attended && YearCalendar.holiday(day)) {
        session.counts("session.holiday");
      }
      session.told(tellAt(day));
    }
  }

  private static long tellAt(LocalDate day) {
    return YearCalendar.start(day) + 22 * HOUR;
  }

  private Fact session(
      LocalDate day,
      double hour,
      int minutes,
      String kind,
      String title,
      boolean attended,
      Boolean remote) {
    long start = YearCalendar.start(day) + (long) (hour * HOUR);
    return fact("clinic.session-held", "CS" + stem + "-" + said++, start, null)
        .withTime("end", start + minutes * YearCalendar.MINUTE)
        .with("sessionKind", kind)
        .with("doctorId", "GD" + said % 5)
        .with("doctorTitle", title)
        .with("site", "own")
        .with("remote", remote)
        .with("orgLevel", "primary")
        .with("attended", attended)
        .with("deptCode", "0101");
  }
}
