package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Days at a hospital, from a seed: what HIS, providers and bills tell of payments, with all that
 * goes wrong. Amounts, visits and patients are few, so that they often meet.
 */
final class PaymentDays {

  private static final long MINUTE = 60_000;
  private static final long[] AMOUNTS = {100, 100, 250, 300, 1_999};

  /** Told by providers; any of them may be lost where a bill tells it too. */
  final List<Told> notifications = new ArrayList<>();

  /** Told by the providers' bills. */
  final List<Told> bills = new ArrayList<>();

  /** Told by HIS: settlements, their reversals and cancellations, what it knows of payments. */
  final List<Told> his = new ArrayList<>();

  private final Random random;
  private int numbers;

  PaymentDays(long seed, int stories) {
    random = new Random(seed);
    for (int i = 0; i < stories; i++) {
      tell();
    }
  }

  private void tell() {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> visit(true, true);
      case 3, 4 -> visit(false, true);
      case 5 -> visit(random.nextBoolean(), false);
      case 6 -> split();
      case 7 -> twice();
      case 8 -> refunded();
      case 9 -> alipay();
      case 10 -> admission();
      default -> insured();
    }
  }

  private String next(String prefix) {
    numbers++;
    return prefix + numbers;
  }

  private long fen() {
    return AMOUNTS[random.nextInt(AMOUNTS.length)];
  }

  /** Within two days, midnight and four in the morning among them. */
  private long time() {
    return Told.on3rd("08:00") + random.nextInt(44 * 12) * (5 * MINUTE);
  }

  /** Mostly soon after, and sometimes not. */
  private long after(long at) {
    return at + (random.nextInt(6) == 0 ? random.nextInt(300) : random.nextInt(35)) * MINUTE;
  }

  private Map<String, Object> whose() {
    Map<String, Object> whose = new LinkedHashMap<>();
    if (random.nextInt(4) > 0) {
      whose.put("visitRef", "V" + random.nextInt(6));
    }
    if (random.nextInt(3) > 0) {
      whose.put("patient", "P" + random.nextInt(4));
    }
    return whose;
  }

  private static Told told(Told base, Map<String, Object> whose, Object... more) {
    Map<String, Object> attributes = new LinkedHashMap<>(base.attributes());
    attributes.putAll(whose);
    for (int i = 0; i < more.length; i += 2) {
      if (more[i + 1] != null) {
        attributes.put((String) more[i], more[i + 1]);
      }
    }
    String patient = (String) attributes.remove("patient");
    return new Told(
        base.action(), base.type(), base.number(), base.rank(), base.at(), patient, attributes);
  }

  /** A payment of a wallet: told by its notification and by the bill. */
  private String wallet(String method, long at, long fen, Map<String, Object> more) {
    String number = method + "/" + next("T");
    Object[] both = {"method", method, "evidence", "notification"};
    notifications.add(told(Told.payment(number, at, fen, both), more));
    Map<String, Object> known = new LinkedHashMap<>(more);
    // a bill knows the order, and neither patient nor visit
    known.keySet().retainAll(List.of("outTradeNo", "insuranceFen", "selfFen"));
    Object[] billed = {"method", method, "evidence", "bill", "billedFen", fen};
    bills.add(told(Told.payment(number, at, fen, billed), known));
    return number;
  }

  private void settle(String number, long at, long fen, Map<String, Object> whose, Object... more) {
    Told settlement = told(Told.outpatient(number, at, fen), whose, more);
    his.add(settlement);
    if (random.nextInt(12) == 0) {
      his.add(settlement.cancelled());
    } else if (random.nextInt(10) == 0) {
      his.add(settlement.reversed("2026-11-03T20:00:00+08:00", Math.min(fen - 1, 50)));
    }
  }

  private void visit(boolean ordered, boolean settled) {
    long at = time();
    long fen = fen();
    Map<String, Object> whose = whose();
    String order = ordered ? next("O") : null;
    Map<String, Object> payment = new LinkedHashMap<>(whose);
    if (order != null) {
      payment.put("outTradeNo", order);
    }
    if (random.nextInt(3) == 0) {
      Object[] cash = {"method", "cash"};
      his.add(told(Told.payment("cash/" + next("C"), at, fen, cash), payment));
    } else {
      wallet("wechat", at, fen, payment);
      if (order != null && random.nextInt(3) == 0) {
        // HIS tells the same money under a number of its own
        Object[] twin = {"method", "wechat"};
        his.add(told(Told.payment("wechat/" + next("H"), at + MINUTE, fen, twin), payment));
      }
    }
    if (settled) {
      settle(
          next("S"), after(at), fen + (random.nextInt(8) == 0 ? 1 : 0), whose, "outTradeNo", order);
    }
  }

  private void split() {
    long at = time();
    Map<String, Object> whose = whose();
    long first = fen();
    long second = fen();
    String one = wallet("wechat", at, first, whose);
    String other = wallet("alipay", at + 3 * MINUTE, second, whose);
    boolean named = random.nextBoolean();
    Object keys = named ? Map.of(one, key(one), other, key(other)) : null;
    settle(next("S"), after(at), first + second, whose, "paymentKeys", keys);
  }

  private static Map<String, Object> key(String number) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("key", number);
    return item;
  }

  private void twice() {
    long at = time();
    long fen = fen();
    Map<String, Object> both = new LinkedHashMap<>(whose());
    String order = next("O");
    both.put("outTradeNo", order);
    wallet("wechat", at, fen, both);
    wallet("alipay", at + MINUTE, fen, both);
    settle(next("S"), after(at), fen, Map.of(), "outTradeNo", order);
  }

  private void refunded() {
    long at = time();
    long fen = fen();
    Map<String, Object> payment = new LinkedHashMap<>(whose());
    String order = next("O");
    payment.put("outTradeNo", order);
    String number = wallet("wechat", at, fen, payment);
    long part = random.nextBoolean() ? fen : 40;
    String refund = "wechat/" + next("R");
    Map<String, Object> of = new LinkedHashMap<>();
    of.put("method", "wechat");
    of.put("originalKey", random.nextInt(5) == 0 ? "wechat/unknown" + numbers : number);
    long back = after(at);
    Object[] notified = {"evidence", "notification"};
    notifications.add(told(Told.refund(refund, back, part, notified), of));
    Object[] billed = {"evidence", "bill", "billedFen", part};
    bills.add(told(Told.refund(refund, back, part, billed), of));
    if (random.nextBoolean()) {
      his.add(told(Told.refund("wechat/" + next("HR"), after(at), part), of));
    }
    if (random.nextBoolean()) {
      settle(next("S"), after(at), Math.max(1, fen - part), Map.of(), "outTradeNo", order);
    }
  }

  /** Alipay tells what it gave back in all; the amounts are on the bill. */
  private void alipay() {
    long at = time();
    Map<String, Object> payment = new LinkedHashMap<>(whose());
    String order = next("O");
    payment.put("outTradeNo", order);
    String number = wallet("alipay", at, 1_000, payment);
    long all = 0;
    for (int i = 0; i < 3; i++) {
      long part = fen();
      all += part;
      String refund = "alipay/" + next("R");
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("method", "alipay");
      of.put("originalKey", number);
      Object[] total = {"evidence", "notification", "refundedTotalFen", all};
      notifications.add(told(Told.refund(refund, at + i * MINUTE, null, total), of));
      Object[] billed = {"evidence", "bill", "billedFen", part};
      bills.add(told(Told.refund(refund, at + i * MINUTE, part, billed), of));
    }
    settle(next("S"), after(at), Math.max(1, 1_000 - all), Map.of(), "outTradeNo", order);
  }

  private void admission() {
    long at = time();
    String admission = next("A");
    Map<String, Object> stay = new LinkedHashMap<>();
    stay.put("encounterRef", admission);
    stay.put("scene", "deposit");
    wallet("wechat", at, 2_000, stay);
    Map<String, Object> of = Map.of("admissionRef", admission);
    if (random.nextBoolean()) {
      his.add(told(Told.inpatient(next("I"), at + 200 * MINUTE, 700, "kind", "interim"), of));
    }
    if (random.nextInt(3) > 0) {
      his.add(told(Told.inpatient(next("F"), at + 600 * MINUTE, 900, "kind", "final"), of));
      Map<String, Object> cash = Map.of("encounterRef", admission, "method", "cash");
      his.add(told(Told.refund("cash/" + next("B"), at + 601 * MINUTE, 400L), cash));
    }
  }

  private void insured() {
    long at = time();
    Map<String, Object> payment = new LinkedHashMap<>(whose());
    String order = next("O");
    payment.put("outTradeNo", order);
    payment.put("insuranceFen", 40L);
    payment.put("selfFen", 60L);
    wallet("wechat", at, 100, payment);
    boolean told = random.nextBoolean();
    Object insurance = told ? Long.valueOf(random.nextBoolean() ? 40 : 39) : null;
    settle(
        next("S"),
        after(at),
        100,
        Map.of(),
        "outTradeNo",
        order,
        "insuranceFen",
        insurance,
        "selfFen",
        told ? 60L : null);
  }
}
