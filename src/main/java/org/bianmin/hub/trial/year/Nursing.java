package org.bianmin.hub.trial.year;

import java.util.ArrayList;
import java.util.List;

/**
 * The responsible nurses of a stay, midnight by midnight: one, one after the other, a gap, two at
 * once, none, and a handover at midnight itself.
 */
final class Nursing {

  private static final int MANNERS = 6;
  private static final int GAP = 2;
  private static final int TWO = 3;
  private static final int NOBODY = 4;
  private static final int AT_MIDNIGHT = 5;

  private final StayStory stay;
  private final List<Fact> nurses = new ArrayList<>(2);

  Nursing(StayStory stay) {
    this.stay = stay;
  }

  void tell() {
    int manner = (int) (stay.n % MANNERS);
    if (stay.nights < 2 && manner != NOBODY) {
      manner = 0;
    }
    long from = stay.admission.at + 20 * YearCalendar.MINUTE;
    long first = YearCalendar.start(stay.date) + YearCalendar.DAY;
    long second = first + YearCalendar.DAY;
    switch (manner) {
      case 1 -> {
        nurse(from, first + 10 * YearCalendar.HOUR);
        nurse(first + 10 * YearCalendar.HOUR, null);
      }
      case GAP -> {
        nurse(from, second - 6 * YearCalendar.HOUR);
        nurse(second + 8 * YearCalendar.HOUR, null);
      }
      case TWO -> {
        nurse(from, second + 10 * YearCalendar.HOUR);
        nurse(first + 10 * YearCalendar.HOUR, null);
      }
      case AT_MIDNIGHT -> {
        nurse(from, second);
        nurse(second, null);
      }
      case NOBODY -> {
        // the ward has no such nurse
      }
      default -> nurse(from, null);
    }
    for (int night = 0; night < stay.nights; night++) {
      boolean begun = night > 0 || from < first;
      boolean one = night != 1 || (manner != GAP && manner != TWO);
      midnight(stay.main, night, manner != NOBODY && begun && one);
    }
  }

  /** The stay is none: what was assigned is suspended. */
  void suspended(Desk by) {
    nurses.forEach(nurse -> nurse.suspended(by));
  }

  /** The midnight that ends the stay's day of a number, from 0. */
  void midnight(Desk by, int night, boolean covered) {
    long at = YearCalendar.start(stay.date.plusDays(night)) + 12 * YearCalendar.HOUR;
    stay.admission.joint(by, entry("midnight", at));
    if (covered) {
      stay.admission.joint(by, entry("midnight.covered", at), nurses.toArray(Fact[]::new));
    }
  }

  private Entry entry(String what, long at) {
    return new Entry(Entry.Kind.COUNT, stay.facility, what, at, 1, null);
  }

  private void nurse(long from, Long to) {
    String key = stay.admission.key + "/" + nurses.size();
    Fact nurse =
        stay.fact("nursing.assigned", key, from, stay.patient)
            .withTime("to", to)
            .with("nurseId", "N" + stay.random.nextInt(200))
            .with("wardCode", stay.ward)
            .with("encounterRef", stay.admission.key)
            .with("deptCode", stay.department)
            .puts("nursing.ward", stay.ward);
    nurses.add(nurse.told(from));
  }
}
