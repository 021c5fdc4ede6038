// size: a whole second reconciliation, which is to be read in one go
package org.bianmin.hub.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reconciliation as one would do it with all facts on the table and time to spare: every pair is
 * compared, everything is computed anew, nothing is stored. It shares no code with the room.
 */
final class Reference {

  /** A fact that counts. */
  record Fact(
      String facility,
      String type,
      String number,
      long at,
      String patient,
      Map<String, Object> told) {

    Fact {
      told = new HashMap<>(told);
      told.values().removeIf(v -> v instanceof String text && NONE.matcher(text).matches());
    }

    String text(String name) {
      return told.get(name) instanceof String text ? text : null;
    }

    /** A number that is one. */
    String no(String name) {
      return text(name) == null ? null : text(name).trim();
    }

    long fen(String name) {
      return told.get(name) instanceof Number n ? n.longValue() : 0;
    }

    boolean tells(String name) {
      return told.get(name) != null;
    }

    boolean settles() {
      return type.startsWith("settlement.");
    }

    boolean pays() {
      return type.equals("payment.succeeded");
    }

    boolean givesBack() {
      return type.equals("payment.refunded");
    }

    /** By HIS, and no bill has it. */
    boolean his() {
      boolean told = text("evidence") == null || text("evidence").equals("his");
      return told && !tells("billedFen");
    }

    String name() {
      return type + "/" + number;
    }

    String day() {
      return Instant.ofEpochMilli(at).atZone(Told.ZONE).toLocalDate().toString();
    }

    boolean inpatient() {
      return type.equals("settlement.inpatient");
    }

    /** All names of the visit, that of an admission first. */
    List<String> visits() {
      return Stream.of("admissionRef", "visitRef", "encounterRef")
          .map(this::no)
          .filter(Objects::nonNull)
          .toList();
    }

    String visit() {
      return visits().stream().findFirst().orElse(null);
    }

    boolean deposit() {
      return pays() && "deposit".equals(text("scene"));
    }

    /** By which its admission is known: of its type, as a deposit, as a balance paid out. */
    Set<String> admissions() {
      boolean held = "deposit".equals(text("scene")) || "inpatient".equals(text("scene"));
      boolean balance = givesBack() && no("originalKey") == null && no("outTradeNo") == null;
      return inpatient() || (pays() && held) || balance ? Set.copyOf(visits()) : Set.of();
    }

    boolean stays() {
      return deposit() || !admissions().isEmpty();
    }

    long reversed() {
      long sum = 0;
      if (told.get("reversals") instanceof List<?> list) {
        for (Object item : list) {
          sum += ((Number) ((Map<?, ?>) item).get("amountFen")).longValue();
        }
      }
      return sum;
    }

    /** Whether a payment or refund may be of a settlement of a type. */
    boolean maySettle(Fact settlement) {
      String scene = text("scene") == null ? "" : text("scene");
      return switch (scene) {
        case "deposit", "inpatient" -> settlement.inpatient();
        case "registration", "outpatient" -> !settlement.inpatient();
        default -> true;
      };
    }

    String transaction() {
      return number.substring(number.indexOf('/') + 1);
    }

    /** The order, and the settlement, that a payment names. */
    Set<String> orders() {
      return Stream.of("outTradeNo", "settlementRef")
          .map(this::no)
          .filter(Objects::nonNull)
          .collect(Collectors.toSet());
    }

    long insurance() {
      if (tells("insuranceFen")) {
        return fen("insuranceFen");
      }
      if (tells("selfFen")) {
        return Math.max(0, fen("amountFen") - fen("selfFen"));
      }
      return text("method").startsWith("med-ins-") ? fen("amountFen") : 0;
    }

    long self() {
      return fen("amountFen") - insurance();
    }

    boolean insured() {
      return pays() && !text("method").startsWith("med-ins-") && insurance() > 0;
    }

    private List<String> keys() {
      List<String> keys = new ArrayList<>();
      if (told.get("paymentKeys") instanceof List<?> list) {
        list.forEach(item -> keys.add((String) ((Map<?, ?>) item).get("key")));
      }
      return keys;
    }
  }

  /**
   * What is compared with the room.
   *
   * @param twins with the payment that is the same money
   * @param due, paid, back of the patient; with the insurance where no settlement tells parts
   */
  record Case(
      List<Fact> facts,
      Map<Fact, Fact> twins,
      Outcome outcome,
      List<String> findings,
      long due,
      long paid,
      long back,
      long insuranceDue,
      long insurancePaid,
      long difference,
      String day,
      long since,
      String rule) {

    long count(Predicate<Fact> of) {
      return facts.stream().filter(of).filter(f -> !twins.containsKey(f)).count();
    }

    boolean differs() {
      return outcome.isDifference() || findings.stream().anyMatch(f -> !f.equals("only-on-bill"));
    }
  }

  private static final Pattern NONE = Pattern.compile("(?i)[0/\\s-]*|\\s*(null|n/a|无)\\s*");
  private static final Comparator<Fact> ORDER_OF_NAME = Comparator.comparing(Fact::name);
  private static final Comparator<Fact> ORDER =
      Comparator.comparingLong(Fact::at).thenComparing(Fact::name);
  private static final long MINUTE = 60_000;

  private Reference() {}

  static List<Case> reconcile(Collection<Fact> facts) {
    List<Case> all = new ArrayList<>();
    for (String facility : new TreeSet<>(facts.stream().map(Fact::facility).toList())) {
      List<Fact> of = facts.stream().filter(f -> f.facility().equals(facility)).toList();
      List<List<Fact>> cases = linked(of);
      Map<List<Fact>, String> rules = new HashMap<>();
      pairs(cases, rules, "visit-equal", true, 120);
      sums(cases, rules);
      pairs(cases, rules, "patient-equal", false, 30);
      cases.forEach(one -> all.add(judged(one, rules.get(one))));
    }
    return all;
  }

  private static List<List<Fact>> linked(List<Fact> facts) {
    List<List<Fact>> groups = new ArrayList<>();
    Set<Fact> done = new HashSet<>();
    for (Fact start : facts) {
      if (!done.add(start)) {
        continue;
      }
      List<Fact> group = new ArrayList<>(List.of(start));
      for (int i = 0; i < group.size(); i++) {
        for (Fact other : facts) {
          if (!done.contains(other) && meet(group.get(i), other)) {
            done.add(other);
            group.add(other);
          }
        }
      }
      groups.add(group);
    }
    return groups;
  }

  private static boolean meet(Fact one, Fact other) {
    String order = one.no("outTradeNo");
    return (order != null && order.equals(other.no("outTradeNo")))
        || one.admissions().stream().anyMatch(other.admissions()::contains)
        || (one.settles() && meetSettlement(one, other))
        || (other.settles() && meetSettlement(other, one))
        || (one.givesBack() && meetRefund(one, other))
        || (other.givesBack() && meetRefund(other, one));
  }

  private static boolean meetSettlement(Fact settlement, Fact other) {
    if (other.settles()) {
      return settlement.keys().stream().anyMatch(other.keys()::contains);
    }
    boolean named = other.orders().contains(settlement.number()) && other.maySettle(settlement);
    Set<String> names = new HashSet<>();
    names.add(other.no("outTradeNo"));
    names.add(other.no("originalKey"));
    if (other.pays()) {
      names.add(other.number());
      names.add(other.transaction());
    }
    return named || settlement.keys().stream().anyMatch(names::contains);
  }

  private static boolean meetRefund(Fact refund, Fact other) {
    String original = refund.no("originalKey");
    if (original == null) {
      return false;
    }
    return other.givesBack()
        ? original.equals(other.no("originalKey"))
        : other.pays() && List.of(other.number(), other.transaction()).contains(original);
  }

  private static long time(List<Fact> group) {
    return group.stream().filter(f -> !f.givesBack()).mapToLong(Fact::at).min().orElseThrow();
  }

  /** The first of its records, by which groups of one time are told apart. */
  private static String name(List<Fact> group) {
    return group.stream()
        .filter(f -> !f.givesBack())
        .min(Comparator.comparingLong(Fact::at).thenComparing(Fact::name))
        .orElseThrow()
        .name();
  }

  private static boolean seeksPayment(List<Fact> group) {
    return judged(group, null).outcome() == Outcome.SETTLED_NOT_PAID
        && group.stream().noneMatch(Fact::pays);
  }

  private static boolean seeksSettlement(List<Fact> group) {
    return judged(group, null).outcome() == Outcome.PAID_NOT_SETTLED;
  }

  /** The one visit, or patient, of a group with the day from four to four. */
  private static String place(List<Fact> group, boolean visit) {
    Set<String> named = new HashSet<>();
    group.forEach(f -> named.add(visit ? f.visit() : f.patient()));
    named.remove(null);
    long day = Math.floorDiv(time(group) + 4 * 60 * MINUTE, 24 * 60 * MINUTE);
    return named.size() == 1 ? named.iterator().next() + "@" + day : null;
  }

  private static Map<String, List<List<Fact>>> seekers(
      List<List<Fact>> cases, Map<List<Fact>, String> rules, boolean visit) {
    Map<String, List<List<Fact>>> places = new TreeMap<>();
    for (List<Fact> group : cases) {
      boolean seeks = !rules.containsKey(group) && (seeksPayment(group) || seeksSettlement(group));
      if (seeks && place(group, visit) != null) {
        places.computeIfAbsent(place(group, visit), p -> new ArrayList<>()).add(group);
      }
    }
    places
        .values()
        .forEach(
            groups ->
                groups.sort(
                    Comparator.comparingLong((List<Fact> g) -> time(g))
                        .thenComparing(g -> name(g))));
    return places;
  }

  private static void pairs(
      List<List<Fact>> cases,
      Map<List<Fact>, String> rules,
      String rule,
      boolean visit,
      long minutes) {
    for (List<List<Fact>> groups : seekers(cases, rules, visit).values()) {
      Set<List<Fact>> taken = new HashSet<>();
      for (List<Fact> settlement : groups) {
        if (!seeksPayment(settlement)) {
          continue;
        }
        for (List<Fact> payment : groups) {
          if (seeksSettlement(payment)
              && !taken.contains(payment)
              && Math.abs(time(payment) - time(settlement)) <= minutes * MINUTE
              && agree(List.of(settlement, payment))) {
            taken.add(payment);
            merge(cases, rules, List.of(settlement, payment), rule);
            break;
          }
        }
      }
    }
  }

  private static void sums(List<List<Fact>> cases, Map<List<Fact>, String> rules) {
    for (List<List<Fact>> groups : seekers(cases, rules, true).values()) {
      List<List<Fact>> near = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        near.add(groups.get(i));
        boolean last =
            i == groups.size() - 1 || time(groups.get(i + 1)) - time(groups.get(i)) > 120 * MINUTE;
        if (last) {
          boolean both =
              near.stream().anyMatch(Reference::seeksPayment)
                  && near.stream().anyMatch(Reference::seeksSettlement);
          if (both && agree(near)) {
            merge(cases, rules, near, "visit-sum");
          }
          near = new ArrayList<>();
        }
      }
    }
  }

  private static boolean agree(List<List<Fact>> groups) {
    Case all = judged(groups.stream().flatMap(List::stream).toList(), null);
    return all.paid() - all.back() == all.due();
  }

  private static void merge(
      List<List<Fact>> cases, Map<List<Fact>, String> rules, List<List<Fact>> groups, String rule) {
    List<Fact> all = new ArrayList<>();
    groups.forEach(all::addAll);
    cases.removeAll(groups);
    cases.add(all);
    rules.put(all, rule);
  }

  private static Case judged(List<Fact> facts, String rule) {
    List<Fact> settled = facts.stream().filter(Fact::settles).sorted(ORDER).toList();
    List<Fact> refunds = facts.stream().filter(Fact::givesBack).toList();
    List<Fact> paid = facts.stream().filter(Fact::pays).sorted(ORDER).toList();
    boolean parts = settled.stream().anyMatch(f -> f.tells("selfFen") || f.tells("insuranceFen"));
    boolean whole = !parts && !settled.isEmpty();
    long due = 0;
    long insuranceDue = 0;
    for (Fact f : settled) {
      due += dueSelf(f);
      insuranceDue += dueInsurance(f);
    }
    Map<Fact, Fact> twins = twins(paid);
    List<Fact> money = paid.stream().filter(f -> !twins.containsKey(f)).toList();
    Map<Fact, Long> left = new HashMap<>();
    long sum = 0;
    long back = strays(refunds, paid, twins);
    long insurance = 0;
    boolean over = false;
    for (Fact payment : money) {
      long given = back(refunds, paid, twins, payment);
      // the patient's money goes back first
      long ofInsurance = Math.min(payment.insurance(), Math.max(0, given - payment.self()));
      long kept = payment.insurance() - ofInsurance;
      sum += payment.self() + (whole ? kept : 0);
      insurance += whole ? 0 : kept;
      back += given - ofInsurance;
      over |= given > payment.fen("amountFen");
      left.put(payment, payment.self() - given + ofInsurance + (whole ? kept : 0));
    }
    long difference = sum - back - due + (settled.isEmpty() ? insurance : 0);
    Outcome outcome =
        outcome(settled, refunds, money, left, sum - back, difference, insurance, facts);
    List<String> findings = new ArrayList<>();
    if (outcome != Outcome.OPEN && twice(money, left, settled, difference)) {
      findings.add("paid-twice");
    }
    if (over) {
      findings.add("over-refunded");
    }
    boolean told = money.stream().anyMatch(f -> f.insurance() != 0);
    if (outcome != Outcome.OPEN && parts && told && insurance != insuranceDue) {
      findings.add("insurance-differs");
    }
    if (facts.stream().anyMatch(Reference::billDiffers)) {
      findings.add("bill-differs");
    }
    if (facts.stream().anyMatch(f -> "bill".equals(f.text("evidence")) && !twins.containsKey(f))) {
      findings.add("only-on-bill");
    }
    List<Fact> sides = facts.stream().filter(f -> !f.givesBack()).sorted(ORDER).toList();
    Fact first = (sides.isEmpty() ? refunds.stream().sorted(ORDER).toList() : sides).get(0);
    boolean oneSided =
        outcome == Outcome.PAID_NOT_SETTLED
            || outcome == Outcome.SETTLED_NOT_PAID
            || outcome == Outcome.REFUND_WITHOUT_ORIGINAL;
    Fact last =
        settled.stream().filter(f -> !"interim".equals(f.text("kind"))).reduce(first, (f, g) -> g);
    return new Case(
        facts,
        twins,
        outcome,
        findings,
        due,
        sum,
        back,
        insuranceDue,
        insurance,
        difference,
        facts.stream().anyMatch(Fact::stays) ? last.day() : first.day(),
        oneSided ? first.at() : facts.stream().mapToLong(Fact::at).max().orElseThrow(),
        rule);
  }

  static long dueSelf(Fact f) {
    long whole = f.fen("totalFen") + f.reversed();
    long self = f.tells("selfFen") ? f.fen("selfFen") : whole - f.fen("insuranceFen");
    return Math.max(0, self - f.reversed());
  }

  static long dueInsurance(Fact f) {
    long whole = f.fen("totalFen") + f.reversed();
    long insurance =
        f.tells("insuranceFen")
            ? f.fen("insuranceFen")
            : f.tells("selfFen") ? Math.max(0, whole - f.fen("selfFen")) : 0;
    long self = f.tells("selfFen") ? f.fen("selfFen") : whole - insurance;
    return Math.max(0, insurance - Math.max(0, f.reversed() - self));
  }

  private static Outcome outcome(
      List<Fact> settled,
      List<Fact> refunds,
      List<Fact> money,
      Map<Fact, Long> kept,
      long left,
      long difference,
      long insurance,
      List<Fact> facts) {
    boolean stays = facts.stream().anyMatch(Fact::stays);
    boolean open = stays && settled.stream().allMatch(f -> "interim".equals(f.text("kind")));
    if (money.isEmpty() && settled.isEmpty()) {
      return Outcome.REFUND_WITHOUT_ORIGINAL;
    } else if (settled.isEmpty() && left == 0 && insurance == 0) {
      return Outcome.MATCHED;
    } else if (open) {
      return Outcome.OPEN;
    } else if (settled.isEmpty()) {
      return difference > 0 ? Outcome.PAID_NOT_SETTLED : Outcome.AMOUNT_DIFFERS;
    } else if (money.isEmpty() && !refunds.isEmpty()) {
      return Outcome.REFUND_WITHOUT_ORIGINAL;
    } else if (difference != 0) {
      return left == 0 ? Outcome.SETTLED_NOT_PAID : Outcome.AMOUNT_DIFFERS;
    }
    long lastPaid =
        money.stream().filter(f -> kept.get(f) != 0).mapToLong(Fact::at).max().orElse(-1);
    boolean late =
        lastPaid >= 0
            && !stays
            && isLate(lastPaid, settled.stream().mapToLong(Fact::at).max().orElseThrow());
    return late ? Outcome.LATE : Outcome.MATCHED;
  }

  private static boolean isLate(long paid, long settled) {
    long day = 24 * 60 * MINUTE;
    long zone = 8 * 60 * MINUTE;
    return settled - paid > 30 * MINUTE
        || Math.floorDiv(paid + zone, day) != Math.floorDiv(settled + zone, day);
  }

  private static boolean billDiffers(Fact f) {
    boolean cashOnly = f.insured() && f.fen("billedFen") == f.self();
    return f.tells("billedFen")
        && f.tells("amountFen")
        && f.fen("billedFen") != f.fen("amountFen")
        && !cashOnly;
  }

  private static boolean twice(
      List<Fact> money, Map<Fact, Long> left, List<Fact> settled, long difference) {
    List<Fact> kept = money.stream().filter(f -> left.get(f) > 0).toList();
    for (Fact one : kept) {
      if (!settled.isEmpty() && kept.size() > 1 && difference > 0 && left.get(one) == difference) {
        return true;
      }
      for (Fact other : kept) {
        boolean order =
            one.no("outTradeNo") != null && one.no("outTradeNo").equals(other.no("outTradeNo"));
        if (settled.isEmpty()
            && !one.equals(other)
            && order
            && left.get(one).equals(left.get(other))) {
          return true;
        }
      }
    }
    return false;
  }

  /** Payments that tell again what another one tells, with that one. */
  private static Map<Fact, Fact> twins(List<Fact> paid) {
    Map<Fact, Fact> twins = new HashMap<>();
    List<Fact> providers = paid.stream().filter(f -> !f.his()).toList();
    for (Fact insured : providers) {
      providers.stream()
          .filter(f -> insured.insured() && !twins.containsKey(f) && sameOrder(f, insured))
          .filter(f -> f.text("method").equals(insured.text("method")))
          .filter(f -> !f.tells("selfFen") && !f.tells("insuranceFen") && f.fen("amountFen") > 0)
          .filter(f -> Set.of(insured.self(), insured.fen("amountFen")).contains(f.self()))
          .findFirst()
          .ifPresent(f -> twins.put(f, insured));
    }
    List<Fact> wholes = providers.stream().filter(f -> !twins.containsKey(f)).toList();
    for (Fact his : paid) {
      if (his.his()) {
        List<Fact> same = wholes.stream().filter(f -> sameOrder(his, f)).toList();
        Stream.concat(
                same.stream().filter(f -> f.text("method").equals(his.text("method"))),
                same.stream().filter(f -> his.text("method").startsWith("med-ins-") && f.insured()))
            .findFirst()
            .ifPresent(f -> twins.put(his, f));
      }
    }
    return twins;
  }

  /** By its order number, or that of the settlement where it tells none. */
  private static boolean sameOrder(Fact payment, Fact of) {
    String order = payment.no("outTradeNo");
    order = order == null ? payment.no("settlementRef") : order;
    return order != null && of.orders().contains(order);
  }

  private static Fact original(Fact refund, List<Fact> paid, Map<Fact, Fact> twins) {
    String key = refund.no("originalKey");
    String order = refund.no("outTradeNo");
    Fact found =
        Stream.concat(
                paid.stream().filter(f -> f.number().equals(key) || f.transaction().equals(key)),
                paid.stream().filter(f -> order != null && order.equals(f.no("outTradeNo"))))
            .findFirst()
            .orElse(null);
    return twins.getOrDefault(found, found);
  }

  private static long back(
      List<Fact> refunds, List<Fact> paid, Map<Fact, Fact> twins, Fact payment) {
    return byMethod(
        payment, refunds.stream().filter(r -> payment.equals(original(r, paid, twins))).toList());
  }

  private static long strays(List<Fact> refunds, List<Fact> paid, Map<Fact, Fact> twins) {
    Map<String, List<Fact>> by = new TreeMap<>();
    for (Fact refund : refunds) {
      if (original(refund, paid, twins) == null) {
        String of = refund.no("originalKey");
        of = of == null ? refund.no("outTradeNo") : of;
        by.computeIfAbsent(of == null ? refund.number() : of, o -> new ArrayList<>()).add(refund);
      }
    }
    return by.values().stream().mapToLong(of -> byMethod(null, of)).sum();
  }

  private static long byMethod(Fact payment, List<Fact> refunds) {
    Map<String, List<Fact>> methods = new TreeMap<>();
    for (Fact refund : refunds) {
      String method = refund.text("method");
      boolean untold = method.equals("other") && payment != null;
      boolean part =
          untold || (method.startsWith("med-ins-") && payment != null && payment.insured());
      methods
          .computeIfAbsent(part ? payment.text("method") : method, m -> new ArrayList<>())
          .add(refund);
    }
    return methods.values().stream().mapToLong(Reference::given).sum();
  }

  /** Each of HIS with one of the provider; then what is left of both, unless it is the same. */
  private static long given(List<Fact> refunds) {
    List<Fact> his =
        new ArrayList<>(refunds.stream().filter(Fact::his).sorted(ORDER_OF_NAME).toList());
    List<Fact> others =
        new ArrayList<>(refunds.stream().filter(f -> !f.his()).sorted(ORDER_OF_NAME).toList());
    long sum = others.stream().mapToLong(f -> f.fen("amountFen")).sum();
    for (Fact one : List.copyOf(his)) {
      for (Fact other : List.copyOf(others)) {
        if (his.contains(one) && one.transaction().equals(other.transaction())) {
          sum += other.tells("amountFen") ? 0 : one.fen("amountFen");
          his.remove(one);
          others.remove(other);
        }
      }
    }
    for (Fact one : List.copyOf(his)) {
      for (Fact other : List.copyOf(others)) {
        boolean told = one.tells("amountFen") && other.tells("amountFen");
        if (his.contains(one) && told && one.fen("amountFen") == other.fen("amountFen")) {
          his.remove(one);
          others.remove(other);
        }
      }
    }
    long inAll = refunds.stream().mapToLong(f -> f.fen("refundedTotalFen")).max().orElse(0);
    long more = Math.max(0, inAll - sum);
    long ofHis = his.stream().mapToLong(f -> f.fen("amountFen")).sum();
    long ofOthers = others.stream().mapToLong(f -> f.fen("amountFen")).sum();
    boolean same = ofHis == ofOthers || ofHis == ofOthers + more;
    return sum + more + (same ? 0 : Math.max(0, ofHis - more));
  }
}
