package org.bianmin.hub.trial.year;

/** What is settled, paid and invoiced at a visit. */
final class Money {

  private static final String[] POINTS = {
    "window", "kiosk", "mobile", "clinic-room", "mobile", "online-credit", "kiosk"
  };
  private static final String[] METHODS = {
    "wechat",
    "alipay",
    "wechat",
    "med-ins-account",
    "cash",
    "bank-card",
    "social-security-card",
    "wechat",
    "e-cny",
    "unionpay",
    "cheque"
  };

  private final Story story;
  private final String patient;
  private final Fact visit;
  private final String department;

  Money(Story story, String patient, Fact visit, String department) {
    this.story = story;
    this.patient = patient;
    this.visit = visit;
    this.department = department;
  }

  /** Pays for registration, then for what was done; every fourth pays twice more. */
  void outpatient(long at, String visitClass) {
    payment("R", at - story.minutes(30, 60), "registration", 1_000, visitClass);
    int settlements = story.n % 4 == 0 ? 2 : 1;
    for (int i = 0; i < settlements; i++) {
      settle(String.valueOf(i), at + i * 40L * YearCalendar.MINUTE, visitClass);
    }
  }

  private void settle(String suffix, long at, String visitClass) {
    long fen = 1_000 + story.random.nextLong(60_000);
    String point = story.turn(POINTS);
    boolean post = visitClass.equals(Story.EMERGENCY) ? story.n % 2 == 0 : story.n % 3 == 0;
    String key = "S" + story.stem + suffix;
    Fact settlement =
        story
            .fact("settlement.outpatient", key, at, patient)
            .with("totalFen", fen)
            .with("selfFen", fen)
            .with("payTiming", post ? "post" : "pre")
            .with("settlementPoint", point)
            .with("visitRef", visit.key)
            .with("visitClass", visitClass)
            .with("encounterRef", visit.key)
            .with("deptCode", department)
            .counts("settled.outpatient")
            .counts("settled.outpatient." + (post ? "post" : "pre"))
            .counts("settled." + visitClass + (post ? ".post" : ".pre"))
            .puts("settled.outpatient.point", point);
    story.step("settlement", settlement, visit);
    settlement.told(at);
    payment(suffix, at + 20_000, "outpatient", fen, visitClass);
    if (story.n % 3 != 1) {
      invoice(key, at + story.random.nextInt(900) * 1_000L, fen);
    }
    if (story.corrected(41)) {
      settlement.gone(story.late, story.lateAt());
    }
  }

  private void payment(String suffix, long at, String scene, long fen, String visitClass) {
    String method = METHODS[(int) ((story.n + suffix.hashCode()) % METHODS.length)];
    Fact payment =
        story
            .fact("payment.succeeded", method + "/" + story.stem + suffix, at, patient)
            .with("amountFen", fen)
            .with("method", method)
            .with("terminal", story.turn(POINTS))
            .with("scene", scene)
            .with("outTradeNo", "T" + story.stem + suffix)
            .with("selfFen", fen)
            .with("evidence", "notification")
            .with("visitRef", visit.key)
            .with("encounterRef", visit.key)
            .with("deptCode", department)
            .counts("paid")
            .counts("paid." + scene)
            .counts("paid." + visitClass)
            .puts("paid.method", method);
    payment.joint(story.main, "paid.visit." + visitClass, visit);
    payment.told(at, at + 2_000);
    if (story.n % 13 == 6) {
      // the HIS tells the same order: one payment
      story
          .fact("payment.succeeded", "his/" + story.stem + suffix, at + 60_000, patient)
          .with("amountFen", fen)
          .with("method", method)
          .with("terminal", story.turn(POINTS))
          .with("scene", scene)
          .with("outTradeNo", "T" + story.stem + suffix)
          .with("evidence", "his")
          .with("visitRef", visit.key)
          .with("encounterRef", visit.key)
          .counts("paid")
          .told(at + 60_000);
    }
    if (story.n % 71 == 5 && scene.equals("outpatient")) {
      long back = at + story.minutes(60, 3_000);
      story
          .fact("payment.refunded", "RF" + story.stem + suffix, back, patient)
          .with("amountFen", fen / 2)
          .with("originalKey", payment.key)
          .with("method", method)
          .with("fullyRefunded", false)
          .with("encounterRef", visit.key)
          .counts("refunded")
          .told(back);
    }
  }

  /** The invoice of a settlement. */
  void invoice(String settlement, long at, long fen) {
    story
        .fact("invoice.issued", "F" + settlement, at, patient)
        .with("settlementRef", settlement)
        .with("medium", "electronic")
        .with("totalFen", fen)
        .with("encounterRef", visit.key)
        .counts("invoice")
        .told(at);
  }
}
