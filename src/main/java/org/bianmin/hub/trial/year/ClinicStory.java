package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * An appointment or a walk to the clinic, and what comes of it: kept, cancelled, not kept, entered
 * in error, seen, examined, paid. The number of the story decides which, so that each way comes
 * within the first fifty.
 */
final class ClinicStory extends Story {

  private static final long MINUTE = YearCalendar.MINUTE;
  private static final int WAYS = 50;
  private static final int CANCELLED = 0;
  private static final int NOT_KEPT = 1;
  private static final int BOOKED_IN_ERROR = 2;
  private static final int PHYSICAL = 3;
  private static final int BOOKED_VISIT_VOID = 4;
  private static final int WALK_IN_VOID = 5;
  private static final int TO_EMERGENCY = 6;
  private static final int LINKED_LATER = 7;
  private static final int CAME_AFTER_ALL = 8;
  private static final int MERGED = 9;
  private static final int FIRST_REVISIT = 10;
  private static final int LAST_REVISIT = 13;

  /** Of 20 ordinary visits 13 have an appointment. */
  private static final int BOOKED_OF_20 = 13;

  private static final Integer[] SLOTS = {10, 15, 20, 30, 30, 31, 15, 60, 10, null, 29};
  private static final String[] CHANNELS = {
    "wechat-official",
    "mobile-app",
    "web",
    "phone",
    "kiosk",
    "clinic-room",
    "wechat-official",
    "platform-provincial",
    "alipay-life",
    "window",
    "primary-care",
    "internet-hospital",
    "family-doctor",
    "platform-city"
  };
  private static final List<String> OFFLINE =
      List.of("clinic-room", "phone", "kiosk", "window", "primary-care", "family-doctor");
  private static final int[] LEADS = {0, 1, 1, 2, 3, 5, 7, 13};

  ClinicStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.HOSPITAL, "C", date, n);
  }

  static void tell(Teller teller, LocalDate date, long n, long persons) {
    ClinicStory story = new ClinicStory(teller, date, n);
    String patient = "P" + n % persons;
    int way = (int) (n % WAYS);
    if (way >= FIRST_REVISIT && way <= LAST_REVISIT) {
      new RevisitStory(teller, date, n).tell(patient);
    } else {
      story.tell(patient, way);
    }
  }

  private void tell(String patient, int way) {
    boolean booked =
        switch (way) {
          case CANCELLED, NOT_KEPT, BOOKED_IN_ERROR, BOOKED_VISIT_VOID, CAME_AFTER_ALL -> true;
          case PHYSICAL, WALK_IN_VOID, TO_EMERGENCY, LINKED_LATER -> false;
          default -> n * 7 % 20 < BOOKED_OF_20;
        };
    OutpatientVisit visit = new OutpatientVisit(this);
    visit.patient = way == MERGED ? "T" + stem : patient;
    visit.date = booked ? date.plusDays(LEADS[random.nextInt(LEADS.length)]) : date;
    visit.arrivesAt = at(visit.date, 7.5, 16.5);
    visit.visitClass = way == PHYSICAL ? "X" : OUTPATIENT;
    Fact appointment = booked ? appointment(visit, way) : null;
    if (appointment != null && !comes(appointment, visit, way)) {
      return;
    }
    visit.open(appointment);
    if (way == BOOKED_VISIT_VOID || way == WALK_IN_VOID) {
      visit.cancelled(main, visit.arrivesAt + minutes(20, 200));
    } else if (way == TO_EMERGENCY) {
      visit.becomesEmergency(visit.arrivesAt + minutes(30, 90));
    } else if (way == LINKED_LATER) {
      visit.linkedTo(stem + "L", visit.arrivesAt + minutes(5, 600));
    }
    if (way == MERGED) {
      merge(main, visit.patient, patient, visit.arrivesAt + minutes(60, 20_000));
    }
    if (way != PHYSICAL) {
      visit.seen();
    }
    if (corrected(23)) {
      visit.cancelled(late, lateAt());
    } else if (corrected(31) && !booked && way > LAST_REVISIT) {
      visit.linkedTo(late, stem + "L", lateAt());
    }
  }

  private Fact appointment(OutpatientVisit visit, int way) {
    Integer slot = turn(SLOTS);
    String channel = turn(CHANNELS);
    String pool = turn(ClinicPools.ROW);
    long start = visit.arrivesAt + minutes(0, 40);
    long bookedAt = visit.date.equals(date) ? visit.arrivesAt - minutes(1, 300) : at(date, 0, 24);
    Fact booking =
        fact("appt.booked", "A" + stem, bookedAt, visit.patient)
            .with("apptKind", "clinic")
            .withTime("start", start)
            .with("slotMinutes", slot)
            .with("channel", channel)
            .with("bookedByRole", channel.equals("family-doctor") ? "family-doctor" : "patient")
            .with("pool", pool)
            .with("clinicLevel", visit.level)
            .with("credentialType", visit.credential)
            .with("doctorId", visit.doctor)
            .with("deptCode", visit.department)
            .with("campusCode", visit.campus)
            .counts("booking.clinic")
            .counts("booking.clinic.pool." + pool)
            .puts("booking.channel", channel)
            .puts("booking.credential", visit.credential);
    visit.offline = OFFLINE.contains(channel);
    if (!visit.offline) {
      booking.counts("booking.online");
    }
    if (slot != null) {
      booking.counts("booking.clinic.slotted");
    }
    if (channel.equals("clinic-room")) {
      booking.counts("booking.clinic.clinic-room");
    } else if (channel.equals("primary-care")) {
      booking.counts("booking.clinic.by-primary");
    } else if (channel.equals("family-doctor")) {
      booking.counts("booking.clinic.by-family-doctor");
    }
    // n runs through the row of slots, so its fourth place is 30 and its sixth 31
    boolean precise = slot != null && slot <= 30;
    if (precise) {
      booking.counts("booking.clinic.30");
    }
    booking.joint(main, due("appointment.due", start));
    if (pool.startsWith("reserved-")) {
      booking.joint(main, due("appointment.due.reserved", start));
    }
    booking.told(bookedAt, way == BOOKED_IN_ERROR ? bookedAt + 7_200_000 : bookedAt);
    if (way != BOOKED_IN_ERROR && corrected(37)) {
      reslotted(booking, precise, slot == null);
    }
    return booking;
  }

  private Entry due(String what, long start) {
    return new Entry(Entry.Kind.COUNT, facility, what, start, 1, null);
  }

  /** The slot was longer, or shorter, than it was told. */
  private void reslotted(Fact booking, boolean precise, boolean untold) {
    if (untold) {
      booking.joint(late, "booking.clinic.slotted");
    }
    if (precise) {
      booking.amended(late, lateAt(), Map.of("slotMinutes", 45L));
      booking.joint(late, negative(booking, "booking.clinic.30"));
    } else {
      booking.amended(late, lateAt(), Map.of("slotMinutes", 30L));
      booking.joint(late, "booking.clinic.30");
    }
  }

  private static Entry negative(Fact fact, String what) {
    return new Entry(Entry.Kind.COUNT, fact.facility, what, fact.at, -1, null);
  }

  private boolean comes(Fact appointment, OutpatientVisit visit, int way) {
    String patient = visit.patient;
    long start = visit.arrivesAt;
    switch (way) {
      case CANCELLED -> {
        long at = Math.max(appointment.at + MINUTE, start - minutes(60, 4000));
        String initiator = List.of("patient", "institution", "system").get((int) (n / WAYS % 3));
        fact("appt.cancelled", appointment.key, at, patient)
            .with("initiator", initiator)
            .with("deptCode", visit.department)
            .counts("cancelled." + initiator)
            .told(at);
        String by = initiator.equals("patient") ? "returned" : "stopped";
        appointment.joint(main, due("appointment.due." + by, start));
        if (turn(ClinicPools.ROW).startsWith("reserved-")) {
          appointment.joint(main, due("appointment.due.reserved.cancelled", start));
        }
        return false;
      }
      case NOT_KEPT -> {
        Fact missed = noShow(appointment, visit).told(start + 5 * YearCalendar.HOUR);
        appointment.joint(main, due("appointment.due.missed", start), missed);
        return false;
      }
      case BOOKED_IN_ERROR -> {
        // the hub hears of the mistake before it hears of the booking
        appointment.gone(main, appointment.at + MINUTE, appointment.at + MINUTE);
        return false;
      }
      case CAME_AFTER_ALL -> {
        Fact noShow = noShow(appointment, visit).told(start - MINUTE);
        noShow.gone(main, start + MINUTE);
        return true;
      }
      default -> {
        return true;
      }
    }
  }

  private Fact noShow(Fact appointment, OutpatientVisit visit) {
    return fact("appt.noshow", appointment.key, visit.arrivesAt, visit.patient)
        .with("apptKind", "clinic")
        .with("deptCode", visit.department)
        .counts("noshow");
  }
}
