// size: one story after another, none of which is of use elsewhere
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
  private static final String[] DEFAULTS = {"0", "-", "NULL", "n/a", "无", "/", " 000 "};

  /** Told by providers; any of them may be lost where a bill tells it too. */
  final List<Told> notifications = new ArrayList<>();

  /** Told by the providers' bills. */
  final List<Told> bills = new ArrayList<>();

  /** Told by providers, and on no bill under that number. */
  final List<Told> alone = new ArrayList<>();

  /** Told by HIS: settlements, their reversals and cancellations, what it knows of payments. */
  final List<Told> his = new ArrayList<>();

  private final Random random;
  private int numbers;

  PaymentDays(long seed, int stories) {
    random = new Random(seed);
    // a facility without payments has no settlements that are not paid
    Told first = Told.payment("cash/first", Told.on3rd("00:00"), 1, "method", "cash");
    his.add(first);
    his.add(first.of("H2"));
    List<List<Told>> lists = List.of(notifications, bills, alone, his);
    for (int i = 0; i < stories; i++) {
      List<Integer> before = lists.stream().map(List::size).toList();
      tell();
      int elsewhere = random.nextInt(10);
      for (int j = 0; j < lists.size() && elsewhere < 2; j++) {
        List<Told> story = lists.get(j).subList(before.get(j), lists.get(j).size());
        List<Told> other = story.stream().map(told -> told.of("H2")).toList();
        if (elsewhere == 0) {
          story.clear();
        }
        lists.get(j).addAll(other);
      }
    }
  }

  private void tell() {
    switch (random.nextInt(24)) {
      case 0, 1, 2 -> visit(true, true);
      case 3, 4 -> visit(false, true);
      case 5 -> visit(random.nextBoolean(), false);
      case 6 -> split();
      case 7 -> twice();
      case 8 -> refunded();
      case 9 -> alipay();
      case 10 -> admission();
      case 11 -> insured();
      case 12, 13 -> cashPart();
      case 14 -> insuranceOnly();
      case 15 -> oneKey();
      case 16, 17 -> unequalRefunds();
      case 18 -> changed();
      case 19 -> referring();
      case 20 -> withoutNumber();
      case 21 -> oneNumber();
      case 22 -> sameTransaction();
      default -> crossed();
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
    if (random.nextInt(4) == 0) {
      whose.put("encounterRef", "V" + random.nextInt(6));
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
    return wallet(method, next("T"), at, fen, more);
  }

  private String wallet(
      String method, String transaction, long at, long fen, Map<String, Object> more) {
    String number = method + "/" + transaction;
    Object[] both = {"method", method, "evidence", "notification"};
    notifications.add(told(Told.payment(number, at, fen, both), more));
    Map<String, Object> known = new LinkedHashMap<>(more);
    // a bill knows the order, and neither patient nor visit
    known.keySet().retainAll(List.of("outTradeNo", "insuranceFen", "selfFen"));
    Object[] billed = {"method", method, "evidence", "bill", "billedFen", fen, "feeFen", fen / 50};
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
    if (random.nextInt(4) > 0) {
      stay.put("encounterRef", admission);
    }
    if (random.nextInt(3) == 0) {
      stay.put("visitRef", "V" + random.nextInt(6));
    }
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

  /** WeChat tells the whole by a number of its own; on the bill is what the patient paid. */
  private void cashPart() {
    long at = time();
    String order = next("O");
    String settlement = next("S");
    Map<String, Object> mixed = new LinkedHashMap<>(whose());
    mixed.put("outTradeNo", order);
    mixed.put("settlementRef", settlement);
    Object[] parts = {"method", "wechat", "evidence", "notification"};
    mixed.put("insuranceFen", 40L);
    if (random.nextBoolean()) {
      mixed.put("selfFen", 60L);
    }
    alone.add(told(Told.payment("wechat/" + next("MIX"), at, 100, parts), mixed));
    long second = random.nextInt(4) == 0 ? 700 * MINUTE : MINUTE;
    wallet("wechat", at + second, random.nextInt(5) == 0 ? 55 : 60, Map.of("outTradeNo", order));
    if (random.nextInt(4) == 0) {
      wallet("wechat", at + MINUTE, 60, Map.of("outTradeNo", order));
    }
    Map<String, Object> named =
        random.nextBoolean() ? Map.of("outTradeNo", order) : Map.of("settlementRef", settlement);
    if (random.nextBoolean()) {
      Object[] pool = {"method", "med-ins-pool"};
      his.add(told(Told.payment("med-ins-pool/" + next("H"), at, 40, pool), named));
    }
    if (random.nextBoolean()) {
      Object[] cash = {"method", "wechat"};
      his.add(told(Told.payment("wechat/" + next("H"), at, 60, cash), named));
    }
    if (random.nextInt(4) > 0) {
      Object[] due = {"insuranceFen", 40L, "selfFen", 60L, "outTradeNo", order};
      settle(settlement, after(at), 100, Map.of(), random.nextBoolean() ? due : new Object[0]);
    }
  }

  private void insuranceOnly() {
    long at = time();
    String order = next("O");
    Map<String, Object> payment = new LinkedHashMap<>(whose());
    payment.put("outTradeNo", order);
    if (random.nextBoolean()) {
      payment.put("insuranceFen", 40L);
      Object[] told = {"method", "wechat", "evidence", "notification"};
      alone.add(told(Told.payment("wechat/" + next("MIX"), at, 40, told), payment));
    } else {
      Object[] told = {"method", "med-ins-account"};
      his.add(told(Told.payment("med-ins-account/" + next("H"), at, 40, told), payment));
    }
    switch (random.nextInt(4)) {
      case 0 -> settle(next("S"), after(at), 40, Map.of(), "outTradeNo", order);
      case 1 ->
          settle(next("S"), after(at), 40, Map.of(), "outTradeNo", order, "insuranceFen", 40L);
      case 2 ->
          his.add(
              told(
                  Told.refund("wechat/" + next("HR"), after(at), 40L, "method", "wechat"),
                  Map.of("outTradeNo", order)));
      default -> {}
    }
  }

  /** HIS has the transaction's number too: bill and HIS tell one fact. */
  private void oneKey() {
    long at = time();
    long fen = fen();
    String order = next("O");
    String number = "wechat/" + next("T");
    Map<String, Object> payment = new LinkedHashMap<>(whose());
    payment.put("outTradeNo", order);
    Object[] told = {"method", "wechat", "evidence", "his"};
    his.add(told(Told.payment(number, at, fen, told), payment));
    Object[] billed = {"method", "wechat", "evidence", "bill", "billedFen", fen, "feeFen", 1L};
    bills.add(told(Told.payment(number, at, fen, billed), Map.of("outTradeNo", order)));
    if (random.nextBoolean()) {
      // under one order: by the wallet once more, or as HIS counts it
      wallet("wechat", at + MINUTE, fen, Map.of("outTradeNo", order));
    }
    if (random.nextBoolean()) {
      Object[] again = {"method", "wechat"};
      his.add(told(Told.payment("wechat/" + next("H"), at + MINUTE, fen, again), payment));
    }
    if (random.nextBoolean()) {
      String refund = "wechat/" + next("R");
      Map<String, Object> of = Map.of("method", "wechat", "originalKey", number);
      his.add(told(Told.refund(refund, after(at), fen, "evidence", "his"), of));
      Object[] back = {"evidence", "bill", "billedFen", fen};
      bills.add(told(Told.refund(refund, at, fen, back), of));
      his.add(told(Told.refund("wechat/" + next("HR"), after(at), fen), of));
    }
    settle(next("S"), after(at), fen, Map.of(), "outTradeNo", order);
  }

  /** HIS and provider tell refunds of one payment, each its own, in other parts. */
  private void unequalRefunds() {
    long at = time();
    String order = next("O");
    boolean totals = random.nextBoolean();
    String method = totals ? "alipay" : "wechat";
    String number = wallet(method, at, 1_000, Map.of("outTradeNo", order));
    long all = 0;
    for (int i = random.nextInt(4); i > 0; i--) {
      long part = 10L * (1 + random.nextInt(3));
      all += part;
      String refund = next("R");
      Map<String, Object> of = Map.of("method", method, "originalKey", number);
      Long fen = totals ? null : Long.valueOf(part);
      Object[] notified = {"evidence", "notification"};
      alone.add(
          told(
              Told.refund(method + "/" + refund, at + i * MINUTE, fen, notified),
              of,
              "refundedTotalFen",
              totals ? Long.valueOf(all) : null));
      if (random.nextBoolean()) {
        Object[] billed = {"evidence", "bill", "billedFen", part};
        bills.add(told(Told.refund(method + "/" + refund, at + i * MINUTE, part, billed), of));
      }
      if (random.nextInt(4) == 0) {
        // as HIS numbers it, without its method
        his.add(
            told(
                Told.refund("other/" + refund, after(at), part, "method", "other"),
                of("originalKey", number)));
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      long part = 10L * (1 + random.nextInt(5));
      Object[] by = {"method", method};
      Map<String, Object> of =
          random.nextBoolean() ? Map.of("originalKey", number) : Map.of("outTradeNo", order);
      his.add(told(Told.refund(method + "/" + next("HR"), after(at), part, by), of));
    }
    settle(next("S"), after(at), 1_000 - all, Map.of(), "outTradeNo", order);
  }

  /** HIS corrects when, for which order and of whom; or that it was paid at all. */
  private void changed() {
    long at = time();
    long fen = fen();
    String order = next("O");
    Told payment =
        told(
            Told.payment("cash/" + next("C"), at, fen, "method", "cash"),
            whose(),
            "outTradeNo",
            next("O"));
    his.add(payment);
    his.add(
        told(
            Told.payment(payment.number(), time(), fen, "method", "cash"),
            whose(),
            "outTradeNo",
            random.nextBoolean() ? order : null));
    settle(next("S"), after(at), fen, whose(), "outTradeNo", order);
    if (random.nextInt(3) == 0) {
      his.add(payment.cancelled());
    }
  }

  /** A payment names the settlement; its number is of both types. */
  private void referring() {
    long at = time();
    long fen = fen();
    String settlement = next("S");
    Map<String, Object> payment = new LinkedHashMap<>(whose());
    payment.put(random.nextBoolean() ? "settlementRef" : "outTradeNo", settlement);
    if (random.nextBoolean()) {
      payment.put("scene", random.nextBoolean() ? "outpatient" : "registration");
    }
    his.add(told(Told.payment("cash/" + next("C"), at, fen, "method", "cash"), payment));
    if (random.nextBoolean()) {
      his.add(told(Told.payment("cash/" + next("C"), at, fen, "method", "cash"), payment));
    }
    if (random.nextInt(4) > 0) {
      settle(settlement, after(at), fen, whose());
    }
  }

  private void withoutNumber() {
    long at = time();
    long fen = fen();
    String none = DEFAULTS[random.nextInt(DEFAULTS.length)];
    Map<String, Object> payment = new LinkedHashMap<>(whose());
    payment.put("outTradeNo", none);
    payment.put("settlementRef", none);
    String number = wallet("wechat", at, fen, payment);
    his.add(told(Told.payment("wechat/" + next("H"), at, fen, "method", "wechat"), payment));
    settle(next("S"), after(at), fen, whose(), "outTradeNo", none);
    if (random.nextBoolean()) {
      Map<String, Object> of = Map.of("method", "wechat", "outTradeNo", none, "originalKey", none);
      his.add(told(Told.refund("wechat/" + next("HR"), after(at), fen), of));
    }
    if (random.nextInt(3) == 0) {
      settle(next("S"), after(at), fen, whose(), "paymentKeys", Map.of(number, key(number)));
    }
  }

  /** An outpatient and an inpatient settlement of one number, and who pays which. */
  private void oneNumber() {
    long at = time();
    String number = next("S");
    String admission = next("A");
    settle(number, after(at), 100, whose());
    Object[] last = {"kind", "final", "admissionRef", admission};
    his.add(Told.inpatient(number, after(at), 300, last));
    for (String scene : new String[] {"outpatient", "inpatient", null}) {
      if (random.nextBoolean()) {
        Object[] cash = {"method", "cash", "settlementRef", number};
        long fen = "inpatient".equals(scene) ? 300 : 100;
        his.add(
            told(
                Told.payment("cash/" + next("C"), at, fen, cash),
                Map.of(),
                "scene",
                random.nextInt(6) == 0 ? null : scene));
      }
    }
  }

  /** Two platforms give the same number, and a settlement names it. */
  private void sameTransaction() {
    long at = time();
    String transaction = next("T");
    String one = wallet("wechat", transaction, at, fen(), whose());
    wallet("unionpay", transaction, at, 100, whose());
    if (random.nextBoolean()) {
      String key = random.nextBoolean() ? transaction : one;
      settle(next("S"), after(at), 100, whose(), "paymentKeys", Map.of(key, key(key)));
    }
    if (random.nextBoolean()) {
      Map<String, Object> of = Map.of("method", "wechat", "originalKey", one);
      his.add(told(Told.refund("wechat/" + next("HR"), after(at), 50L), of));
    }
  }

  /** Numbers of one kind that look like those of another. */
  private void crossed() {
    long at = time();
    String same = next("X");
    wallet("wechat", same, at, 100, whose());
    wallet("alipay", at, 250, of("outTradeNo", same));
    switch (random.nextInt(4)) {
      case 0 -> settle(same, after(at), 100, whose());
      case 1 -> settle(next("S"), after(at), 250, whose(), "paymentKeys", Map.of(same, key(same)));
      case 2 -> {
        settle(same, after(at), 300, whose());
        settle(next("S"), after(at), 100, whose(), "paymentKeys", Map.of(same, key(same)));
      }
      default ->
          his.add(
              told(
                  Told.refund("wechat/" + next("HR"), after(at), 50L),
                  of("originalKey", same),
                  "method",
                  "wechat"));
    }
  }

  private static Map<String, Object> of(String name, Object value) {
    return Map.of(name, value);
  }
}
