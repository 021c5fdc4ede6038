package org.bianmin.hub.trial;

import java.util.Locale;

/**
 * Writes DFT^P03: a settlement (FT1-6 {@code CG}), its reversal ({@code CD}), and what was paid in
 * cash ({@code PY}); all other payments are told by the wallets ({@link TrialWallet}).
 */
final class Settlements {

  private static final String[] OUTPATIENT_POINTS = {
    "WINDOW", "KIOSK", "MOBILE", "CLINIC", "MOBILE", "KIOSK", "WINDOW", "MOBILE"
  };
  private static final String[] INPATIENT_POINTS = {
    "BEDSIDE", "WINDOW", "BEDSIDE", "WARDKIOSK", "NURSE", "WINDOW", "BEDSIDE", "MOBILE"
  };
  private static final String[] PLANS = {"01^城镇职工医保", "02^城乡居民医保", "99^自费"};

  /** Kind of the message that tells a payment in cash. */
  static final String CASH = "cash-payment";

  private final Journey journey;

  Settlements(Journey journey) {
    this.journey = journey;
  }

  void outpatient(int minutes, Visit visit, boolean reversed) {
    String point = OUTPATIENT_POINTS[journey.random.nextInt(OUTPATIENT_POINTS.length)];
    settle(minutes, visit, "OUTP", point, journey.random.nextInt(800, 90_000), reversed);
    journey.yields("settlement.outpatient", !reversed);
  }

  void inpatient(int minutes, Visit visit, String kind, boolean reversed) {
    String point = INPATIENT_POINTS[journey.random.nextInt(INPATIENT_POINTS.length)];
    settle(minutes, visit, kind, point, journey.random.nextInt(80_000, 6_000_000), reversed);
    journey.yields("settlement.inpatient", !reversed);
  }

  private void settle(
      int minutes, Visit visit, String kind, String point, int fen, boolean reversed) {
    String number = journey.number("S");
    String plan = PLANS[journey.random.nextInt(PLANS.length)];
    String amount = String.format(Locale.ROOT, "%d.%02d", fen / 100, fen % 100);
    String settled = journey.stamp(minutes);
    say(minutes, "settlement", visit, ft1(number, settled, "CG", kind, amount, plan, point));
    if (point.equals("WINDOW") && journey.random.nextBoolean()) {
      String paid = ft1(number, settled, "PY", "CASH^现金", amount, plan, point);
      say(minutes + 1, CASH, visit, paid);
      journey.yields("payment.succeeded", true);
    }
    if (reversed) {
      int later = minutes + 12;
      String at = journey.stamp(later);
      say(later, "settlement-reversed", visit, ft1(number, at, "CD", kind, amount, plan, point));
    }
  }

  private void say(int minutes, String what, Visit visit, String ft1) {
    String evn = Adt.evn("P03", journey.stamp(minutes), "");
    String pv1 = visit.pv1();
    Person person = journey.person;
    journey.say(minutes, Sender.HIS, "DFT^P03^DFT_P03", what, () -> evn + person.pid() + pv1 + ft1);
  }

  private static String ft1(
      String number,
      String at,
      String type,
      String kind,
      String amount,
      String plan,
      String point) {
    return SegmentWriter.of("FT1")
        .set(1, "1")
        .set(2, number)
        .set(4, at)
        .set(6, type)
        .set(7, kind)
        .set(11, amount)
        .set(14, plan)
        .set(16, point)
        .end();
  }
}
