package org.bianmin.hub.trial.year;

import java.time.LocalDate;
import java.util.Map;

/** A vaccination: booked, reminded of the day before, or too early, too late, not at all; given. */
final class VaccinationStory extends Story {

  private static final Integer[] SLOTS = {30, 60, null, 30, 15};
  private static final int[] LEADS = {3, 7, 1, 14, 5, 2};

  VaccinationStory(Teller teller, LocalDate date, long n) {
    super(teller, SyntheticYear.CENTRE, "B", date, n);
  }

  void tell() {
    String patient = "K" + n;
    boolean booked = n % 5 != 4;
    LocalDate day = booked ? date.plusDays(LEADS[(int) (n % LEADS.length)]) : date;
    Fact appointment = booked ? booked(day, patient) : null;
    if (appointment != null && n % 28 == 3) {
      appointment.gone(main, YearCalendar.start(day));
    }
    if (n % 14 != 6) {
      given(appointment, day, patient);
    }
    if (appointment != null && n % 28 != 3 && corrected(8)) {
      appointment.gone(late, lateAt());
    }
  }

  private Fact booked(LocalDate day, String patient) {
    long bookedAt = at(date, 8, 20);
    long start = at(day, 8, 16);
    Integer slot = turn(SLOTS);
    Fact booking =
        fact("appt.booked", "AV" + stem, bookedAt, patient)
            .with("apptKind", "vaccination")
            .withTime("start", start)
            .with("slotMinutes", slot)
            .with("channel", "wechat-official")
            .counts("vaccination.booked");
    if (slot != null) {
      booking.counts("vaccination.booked.slot");
    }
    booking.joint(main, due("vaccination.due", start));
    booking.told(bookedAt);
    reminded(booking, day, start, bookedAt);
    return booking;
  }

  private Entry due(String what, long start) {
    return new Entry(Entry.Kind.COUNT, facility, what, start, 1, null);
  }

  private void reminded(Fact booking, LocalDate day, long start, long bookedAt) {
    int manner = (int) (n % 7);
    if (manner == 6) {
      return;
    }
    LocalDate on = manner == 4 ? day : manner == 5 ? day.minusDays(2) : day.minusDays(1);
    long at =
        manner == 0
            ? YearCalendar.start(day) - YearCalendar.SECOND
            : manner == 1 ? YearCalendar.start(on) : at(on, 9, 19);
    at = manner == 4 ? Math.min(at, start - YearCalendar.MINUTE) : at;
    if (manner >= 4 || at >= bookedAt) {
      Fact notice =
          fact("notice.delivered", "NV" + stem, at, booking.patient)
              .with("noticeKind", "vaccination-reminder")
              .with("mode", "sms")
              .with("channel", "sms")
              .with("refId", booking.key)
              .counts("notice.vaccination")
              .told(at);
      if (manner < 4) {
        booking.joint(main, "vaccination.booked.reminded", notice);
        booking.joint(main, due("vaccination.due.reminded", start), notice);
      }
    }
  }

  private void given(Fact appointment, LocalDate day, String patient) {
    long at = at(day, 8, 16);
    Fact given =
        fact("vaccination.given", "VX" + stem, at, patient)
            .with("vaccine", "HEPB")
            .with("vaccineName", "乙肝疫苗")
            .with("apptRef", appointment == null ? null : appointment.key)
            .withTime("nextDueAt", n % 3 == 0 ? null : (Long) (at + 30 * YearCalendar.DAY))
            .counts("vaccinated");
    if (appointment != null && turn(SLOTS) != null) {
      given.joint(main, "vaccinated.slotted", appointment);
    }
    if (YearCalendar.weekend(day)) {
      given.counts("vaccinated.weekend");
    }
    if (YearCalendar.weekend(day) && appointment != null) {
      given.counts("vaccinated.weekend.booked");
    }
    given.told(at);
    if (n % 33 == 9) {
      given.gone(main, at + minutes(60, 6_000));
    } else if (n % 45 == 7) {
      given.amended(main, at + minutes(60, 600), Map.of("vaccine", "HEPA"));
    }
  }
}
