package org.bianmin.hub.trial.year;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Indicators of Anhui: of hospitals of class II and above, and of primary care. */
final class BookedAnhui {

  private static final String[] NEAR = {
    "final.bedside",
    "final.nurse-station",
    "final.ward-kiosk",
    "final.mobile",
    "final.settlement-cart"
  };

  private static final List<Set<String>> CHANNELS =
      List.of(
          Set.of("clinic-room"),
          Set.of("phone"),
          Set.of("kiosk"),
          Set.of("web"),
          Set.of("mobile-app", "wechat-official", "alipay-life"));

  private static final Set<String> CREDENTIALS =
      Set.of("health-ecode", "id-card", "social-security-card", "med-ins-ecode");
  private static final int CELLS = 24;

  private BookedAnhui() {}

  static void of(
      Map<String, Function<BookPages, BookedAnswer>> hospital,
      Map<String, Function<BookPages, BookedAnswer>> centre) {
    hospital.put("AHN-01", b -> b.share("booking.clinic.30", "booking.clinic"));
    hospital.put("AHN-02a", b -> b.count("revisit.charged"));
    hospital.put("AHN-02b", b -> b.count("visit.free-revisit"));
    hospital.put("AHN-03", b -> b.share("slots.pool.reserved-hospital", "slots"));
    hospital.put("AHN-04", b -> b.share("slots.pool.reserved-primary", "slots"));
    hospital.put(
        "AHN-04u",
        b ->
            b.share(
                b.sum("appointment.due.reserved") - b.sum("appointment.due.reserved.cancelled"),
                b.sum("slots.reserved")));
    hospital.put("AHN-05", b -> b.share("booking.exam.30", "booking.exam"));
    hospital.put("AHN-06", b -> b.share("operated.day", "operated"));
    hospital.put("AHN-07", b -> b.share("midnight.covered", "midnight"));
    hospital.put("AHN-08", BookedAnhui::cells);
    hospital.put("AHN-09", b -> b.share(b.sum(NEAR), b.sum("final")));
    hospital.put("AHN-10", b -> b.share("final.invoiced.5.electronic", "final"));
    hospital.put("AHN-11", b -> b.groups("booking.channel", CHANNELS));
    centre.put("AHN-12", b -> b.weeks("duty.week"));
    centre.put("AHN-13", b -> b.share("prescribed.flagged.28-84", "prescribed.flagged"));
    centre.put("AHN-14", b -> b.common(b.valid("contract"), "contacted"));
    centre.put("AHN-15", BookedAnhui::extended);
    centre.put("AHN-16", b -> b.share("vaccination.due.reminded", "vaccination.due"));
  }

  /** Rows of the ledger that are measured, but are no numeric targets. */
  static void ledger(
      Map<String, Function<BookPages, BookedAnswer>> hospital,
      Map<String, Function<BookPages, BookedAnswer>> centre) {
    hospital.put("AH2-01.5", b -> b.count("consult.revisit"));
    hospital.put("AH2-02.1", b -> b.count("slots.pool.dedicated"));
    hospital.put(
        "AH2-02.4", b -> b.count("booking.clinic.by-primary", "booking.clinic.by-family-doctor"));
    hospital.put("AH2-04.3", b -> b.count("mdt.outpatient"));
    hospital.put("AH2-05.3", b -> b.share("booking.exam", "booking.exam"));
    hospital.put("AH2-06.1", b -> b.count("preadmission"));
    hospital.put(
        "AH2-06.4", b -> b.share(b.sum("transfer.across"), b.sum("admission", "transfer")));
    hospital.put("AH2-07.6", b -> b.count("surgery.day"));
    hospital.put("AH2-08.5", b -> b.count("telecare.home-nursing"));
    hospital.put(
        "AH2-09.5",
        b -> b.share(b.sum("settled.E.post"), b.sum("settled.E.post", "settled.E.pre")));
    hospital.put("AH2-10.1", b -> b.count("referral.down.primary"));
    hospital.put("AH2-10.2", b -> b.share("discharge.home.followed", "discharge.home"));
    hospital.put(
        "AH2-10.3",
        b ->
            b.count(
                "telecare.consult",
                "telecare.pharmacy",
                "telecare.nursing-consult",
                "telecare.home-rehab",
                "education.discharge"));
    hospital.put("AHG-03", b -> b.count("survey"));
    hospital.put(
        "AHP-01.3", b -> b.share(b.sum("decided.recognised", "decided.quoted"), b.sum("decided")));
    centre.put("AHP-02.2", b -> b.count("session.remote"));
    centre.put("AHP-03.4", b -> b.count("prescribed.agent.any"));
    centre.put("AHP-04.2", b -> b.distinct("contacted.key-followup"));
    centre.put("AHP-04.3", b -> b.distinct("contacted.home-visit"));
    centre.put("AHP-05.1", b -> BookedAnswer.number(b.valid("contract.elder").size()));
    centre.put("AHP-05.2", b -> b.distinct("contacted.elder.health-management"));
    centre.put("AHP-05.4", b -> BookedAnswer.number(b.valid("contract.child").size()));
    centre.put("AHP-06.2", b -> b.count("session.holiday"));
    centre.put("AHP-07.1", b -> b.share("settled.outpatient.post", "settled.outpatient"));
    centre.put("AHP-07.2", b -> b.distinct("paid.method"));
    centre.put("AHP-08.1", b -> b.share("vaccinated.slotted", "vaccinated"));
    centre.put("AHP-08.2", b -> b.count("vaccinated.weekend.booked"));
    centre.put("AHP-09.2", b -> b.count("education.chronic"));
  }

  private static BookedAnswer cells(BookPages b) {
    long seen =
        b.set("cell").stream()
            .map(cell -> cell.toString().substring(cell.toString().indexOf('/') + 1))
            .filter(CREDENTIALS::contains)
            .count();
    BookedAnswer number = BookedAnswer.number(seen);
    return new BookedAnswer(
        number.numerator(), java.math.BigDecimal.valueOf(CELLS), number.top(), number.bottom());
  }

  private static BookedAnswer extended(BookPages b) {
    long working =
        b.span()
            .first()
            .datesUntil(b.span().last().plusDays(1))
            .filter(YearCalendar::working)
            .count();
    return BookedAnswer.over(b.sum("extended.minutes"), working, 1);
  }
}
