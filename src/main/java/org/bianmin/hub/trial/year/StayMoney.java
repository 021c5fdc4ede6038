package org.bianmin.hub.trial.year;

import java.time.LocalDate;

/** What is paid before a stay, settled at its end, invoiced, and given back. */
final class StayMoney {

  private static final long MINUTE = YearCalendar.MINUTE;
  private static final long HOUR = YearCalendar.HOUR;

  private static final String[] POINTS = {
    "window",
    "bedside",
    "nurse-station",
    "mobile",
    "window",
    "ward-kiosk",
    "settlement-cart",
    "online-credit",
    "window"
  };

  /** Seconds from the settlement to its invoice: five minutes are 300. */
  private static final Integer[] INVOICED = {0, 60, 299, 300, 301, 3_600, null, 120, 10};

  /** Days from the discharge to what is given back. */
  private static final Integer[] REFUNDED = {0, 1, 0, 3, null, 7, 2, 30};

  private final StayStory stay;
  private Fact discharge;
  private Fact deposit;

  StayMoney(StayStory stay) {
    this.stay = stay;
  }

  void tell(Fact of) {
    discharge = of;
    if (stay.n % 3 == 0) {
      paidBefore();
    }
    if (stay.nights > 6 && stay.n % 2 == 0) {
      long at = stay.admission.at + 5 * 24 * HOUR;
      settlement("i", "interim", at, "window").told(at);
    }
    LocalDate day = YearCalendar.dateOf(discharge.at);
    switch ((int) (stay.n % 12)) {
      case 0 -> settled("1", Math.max(discharge.at - 2 * HOUR, YearCalendar.start(day)), true);
      case 2 -> settled("1", stay.at(day.plusDays(1), 9, 16), false);
      case 3 -> settled("1", YearCalendar.start(day.plusDays(1)), false);
      case 4 -> {
        // nobody settles it
      }
      case 5 -> {
        // settled, taken back, and settled the day after
        Fact first = settled("1", lastOf(day), true);
        first.gone(stay.main, first.at + HOUR);
        settled("2", stay.at(day.plusDays(1), 9, 16), false);
      }
      case 6 -> settledBefore(day);
      case 7 -> settled("1", YearCalendar.start(day.plusDays(1)) - YearCalendar.SECOND, true);
      default -> {
        Fact settlement = settled("1", lastOf(day), true);
        if (stay.corrected(7)) {
          settlement.gone(stay.late, stay.lateAt());
        }
      }
    }
    if (deposit != null) {
      refunded();
    }
  }

  /** Half an hour after the discharge, on its day. */
  private long lastOf(LocalDate day) {
    return Math.min(
        discharge.at + 30 * MINUTE, YearCalendar.start(day.plusDays(1)) - YearCalendar.SECOND);
  }

  private void settledBefore(LocalDate day) {
    if (stay.nights == 0) {
      settled("1", lastOf(day), true);
      return;
    }
    Fact settlement = settled("1", YearCalendar.start(day) - HOUR, false);
    discharge.joint(stay.main, "discharge.settled.earlier", settlement);
  }

  private Fact settled(String number, long at, boolean sameDay) {
    Fact settlement = settlement(number, "final", at, stay.turn(POINTS));
    settlement
        .counts("final")
        .counts("final." + stay.turn(POINTS))
        .puts("final.point", stay.turn(POINTS))
        .told(at);
    discharge.joint(stay.main, "final.discharged", settlement);
    if (sameDay) {
      discharge.joint(stay.main, "discharge.settled.same-day", settlement);
    }
    invoiced(settlement);
    return settlement;
  }

  private Fact settlement(String number, String kind, long at, String point) {
    return stay.fact("settlement.inpatient", "SI" + stay.stem + number, at, stay.patient)
        .with("totalFen", 200_000L + stay.random.nextInt(3_000_000))
        .with("payTiming", stay.n % 3 == 0 ? "pre" : "post")
        .with("settlementPoint", point)
        .with("kind", kind)
        .with("admissionRef", stay.admission.key)
        .with("wardCode", stay.ward)
        .with("deptCode", stay.department)
        .with("encounterRef", stay.admission.key)
        .counts("settled.inpatient")
        .counts("settled.inpatient." + (stay.n % 3 == 0 ? "pre" : "post"))
        .puts("settled.inpatient.point", point);
  }

  private void invoiced(Fact settlement) {
    Integer seconds = stay.turn(INVOICED);
    if (seconds == null) {
      return;
    }
    long at = settlement.at + seconds * YearCalendar.SECOND;
    Fact invoice =
        stay.fact("invoice.issued", "F" + settlement.key, at, stay.patient)
            .with("settlementRef", settlement.key)
            .with("medium", stay.n % 10 == 0 ? "paper" : "electronic")
            .with("encounterRef", stay.admission.key)
            .counts("invoice")
            .told(at);
    settlement.joint(stay.main, "final.invoiced", invoice);
    if (seconds <= 300) {
      settlement.joint(stay.main, "final.invoiced.5", invoice);
      if (stay.n % 10 != 0) {
        settlement.joint(stay.main, "final.invoiced.5.electronic", invoice);
      }
    }
  }

  private void paidBefore() {
    long at = stay.admission.at + 10 * MINUTE;
    deposit =
        stay.fact("payment.succeeded", "wechat/D" + stay.stem, at, stay.patient)
            .with("amountFen", 500_000L)
            .with("method", "wechat")
            .with("terminal", "window")
            .with("scene", "deposit")
            .with("outTradeNo", "TD" + stay.stem)
            .with("evidence", "notification")
            .with("visitRef", stay.admission.key)
            .with("encounterRef", stay.admission.key)
            .counts("paid")
            .counts("paid.deposit")
            .puts("paid.method", "wechat")
            .told(at);
    deposit.joint(stay.main, "deposit.discharged", discharge);
  }

  /** The balance: also less than a yuan of it. */
  private void refunded() {
    Integer days = REFUNDED[(int) (stay.n / 3 % REFUNDED.length)];
    if (days == null) {
      return;
    }
    LocalDate day = YearCalendar.dateOf(discharge.at).plusDays(days);
    long at = days == 0 ? discharge.at + 40 * MINUTE : stay.at(day, 9, 17);
    long fen = stay.n % 4 == 0 ? 1 + stay.random.nextInt(99) : 100 + stay.random.nextInt(90_000);
    Fact refund =
        stay.fact("payment.refunded", "RD" + stay.stem, at, stay.patient)
            .with("amountFen", fen)
            .with("originalKey", "wechat/D" + stay.stem)
            .with("method", "wechat")
            .with("fullyRefunded", false)
            .with("encounterRef", stay.admission.key)
            .counts("refunded")
            .counts("refunded.deposit");
    if (fen < 100) {
      refund.counts("refunded.deposit.small");
    }
    refund.told(at);
    refund.value(stay.main, "refund.days", at - discharge.at, discharge);
    deposit.joint(stay.main, "deposit.discharged.refunded", discharge, refund);
  }
}
