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
