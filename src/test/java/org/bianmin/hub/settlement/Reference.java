// size: a whole second reconciliation, which is to be read in one go
package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reconciliation as one would do it with all facts on the table and time to spare: every pair is
 * compared, everything is computed anew, nothing is stored. It shares no code with the room.
 */
final class Reference {

  /** A fact that counts. */
  record Fact(String type, String number, long at, String patient, Map<String, Object> told) {

    String text(String name) {
      return told.get(name) instanceof String text ? text : null;
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

    boolean his() {
      return text("evidence") == null || text("evidence").equals("his");
    }

    String name() {
      return type + "/" + number;
    }

    String visit() {
      String first = type.equals("settlement.inpatient") ? "admissionRef" : "visitRef";
      return text(first) == null ? text("encounterRef") : text(first);
    }

    /** Of an admission: by its type, or as a deposit. */
    String admission() {
      boolean deposit = "deposit".equals(text("scene")) || "inpatient".equals(text("scene"));
      boolean balance = givesBack() && text("originalKey") == null && text("outTradeNo") == null;
      return type.equals("settlement.inpatient") || (pays() && deposit) || balance ? visit() : null;
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

    Set<String> orders() {
      Set<String> orders = new TreeSet<>();
      if (settles()) {
        orders.add(number);
        orders.addAll(keys());
      }
      if (text("outTradeNo") != null) {
        orders.add(text("outTradeNo"));
      }
      if (pays() && text("settlementRef") != null) {
        orders.add(text("settlementRef"));
      }
      return orders;
    }

    Set<String> payments() {
      Set<String> numbers = new TreeSet<>();
      if (settles()) {
        numbers.addAll(keys());
      } else if (pays()) {
        numbers.add(number);
        numbers.add(number.substring(number.indexOf('/') + 1));
      } else if (text("originalKey") != null) {
        numbers.add(text("originalKey"));
      }
      return numbers;
    }

    private List<String> keys() {
      List<String> keys = new ArrayList<>();
      if (told.get("paymentKeys") instanceof List<?> list) {
        list.forEach(item -> keys.add((String) ((Map<?, ?>) item).get("key")));
      }
      return keys;
    }
  }

  /** What is compared with the room. */
  record Case(Set<String> records, Outcome outcome, long due, long paid, long back, String rule) {}

  private static final long MINUTE = 60_000;

  private Reference() {}

  static List<Case> reconcile(Collection<Fact> facts) {
    List<List<Fact>> linked = linked(new ArrayList<>(facts));
    Map<List<Fact>, String> rules = new HashMap<>();
    List<List<Fact>> cases = new ArrayList<>(linked);
    pairs(cases, rules, "visit-equal", true, 120);
    sums(cases, rules);
    pairs(cases, rules, "patient-equal", false, 30);
    return cases.stream().map(of -> judged(of, rules.get(of))).toList();
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
    return common(one.orders(), other.orders())
        || common(one.payments(), other.payments())
        || (one.admission() != null && one.admission().equals(other.admission()));
  }

  private static boolean common(Set<String> one, Set<String> other) {
    return one.stream().anyMatch(other::contains);
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
    List<Fact> settled = facts.stream().filter(Fact::settles).toList();
    List<Fact> refunds = facts.stream().filter(Fact::givesBack).toList();
    List<Fact> paid = facts.stream().filter(Fact::pays).toList();
    boolean parts = settled.stream().anyMatch(f -> f.tells("selfFen") || f.tells("insuranceFen"));
    long due = 0;
    for (Fact f : settled) {
      long whole = f.fen("totalFen") + f.reversed();
      long self = f.tells("selfFen") ? f.fen("selfFen") : whole - f.fen("insuranceFen");
      due += Math.max(0, self - f.reversed());
    }
    List<Fact> money = paid.stream().filter(f -> twinOf(f, paid) == null).toList();
    Map<String, Long> backs = new TreeMap<>();
    for (Fact payment : money) {
      backs.put(payment.name(), back(refunds, paid, payment));
    }
    long back = backs.values().stream().mapToLong(Long::longValue).sum();
    back += strays(refunds, paid);
    long sum = 0;
    for (Fact payment : money) {
      sum += payment.fen("amountFen");
      if (parts || settled.isEmpty()) {
        // the insurance's part is left out of both sides
        long insurance = payment.fen("insuranceFen");
        long self = payment.fen("amountFen") - insurance;
        long given = backs.get(payment.name());
        sum -= insurance;
        back -= Math.min(insurance, Math.max(0, given - self));
      }
    }
    return new Case(
        new TreeSet<>(facts.stream().map(Fact::name).toList()),
        outcome(settled, paid, refunds, money, backs, due, sum - back, facts),
        due,
        sum,
        back,
        rule);
  }

  private static Outcome outcome(
      List<Fact> settled,
      List<Fact> paid,
      List<Fact> refunds,
      List<Fact> money,
      Map<String, Long> backs,
      long due,
      long left,
      List<Fact> facts) {
    boolean stays =
        facts.stream().anyMatch(f -> f.admission() != null)
            && settled.stream().allMatch(f -> "interim".equals(f.text("kind")));
    if (paid.isEmpty() && settled.isEmpty()) {
      return Outcome.REFUND_WITHOUT_ORIGINAL;
    } else if (settled.isEmpty() && left == 0) {
      return Outcome.MATCHED;
    } else if (stays) {
      return Outcome.OPEN;
    } else if (settled.isEmpty()) {
      return left > 0 ? Outcome.PAID_NOT_SETTLED : Outcome.AMOUNT_DIFFERS;
    } else if (paid.isEmpty() && !refunds.isEmpty()) {
      return Outcome.REFUND_WITHOUT_ORIGINAL;
    } else if (left != due) {
      return left == 0 ? Outcome.SETTLED_NOT_PAID : Outcome.AMOUNT_DIFFERS;
    }
    long lastPaid =
        money.stream()
            .filter(f -> keeps(f, backs.get(f.name()), settled))
            .mapToLong(Fact::at)
            .max()
            .orElse(-1);
    boolean late =
        lastPaid >= 0
            && facts.stream().allMatch(f -> f.admission() == null)
            && isLate(lastPaid, settled.stream().mapToLong(Fact::at).max().orElseThrow());
    return late ? Outcome.LATE : Outcome.MATCHED;
  }

  private static boolean keeps(Fact payment, long given, List<Fact> settled) {
    boolean parts = settled.stream().anyMatch(f -> f.tells("selfFen") || f.tells("insuranceFen"));
    long insurance = payment.fen("insuranceFen");
    long self = payment.fen("amountFen") - insurance;
    long fromInsurance = Math.min(insurance, Math.max(0, given - self));
    return parts ? self - (given - fromInsurance) != 0 : payment.fen("amountFen") - given != 0;
  }

  private static boolean isLate(long paid, long settled) {
    long day = 24 * 60 * MINUTE;
    long zone = 8 * 60 * MINUTE;
    return settled - paid > 30 * MINUTE
        || Math.floorDiv(paid + zone, day) != Math.floorDiv(settled + zone, day);
  }

  /** The provider's payment that a HIS-told one tells again. */
  private static Fact twinOf(Fact payment, List<Fact> paid) {
    if (!payment.his() || payment.text("outTradeNo") == null) {
      return null;
    }
    return paid.stream()
        .filter(f -> !f.his())
        .filter(f -> payment.text("outTradeNo").equals(f.text("outTradeNo")))
        .filter(f -> payment.text("method").equals(f.text("method")))
        .min(Comparator.comparingLong(Fact::at).thenComparing(Fact::name))
        .orElse(null);
  }

  private static Fact original(Fact refund, List<Fact> paid) {
    Fact found = null;
    Comparator<Fact> order = Comparator.comparingLong(Fact::at).thenComparing(Fact::name);
    List<Fact> sorted = paid.stream().sorted(order).toList();
    String key = refund.text("originalKey");
    for (Fact f : sorted) {
      boolean named = f.number().equals(key) || f.number().endsWith("/" + key);
      found = found == null && key != null && named ? f : found;
    }
    for (Fact f : sorted) {
      boolean ordered =
          refund.text("outTradeNo") != null
              && refund.text("outTradeNo").equals(f.text("outTradeNo"));
      found = found == null && ordered ? f : found;
    }
    Fact twin = found == null ? null : twinOf(found, paid);
    return twin == null ? found : twin;
  }

  private static long back(List<Fact> refunds, List<Fact> paid, Fact payment) {
    return byMethod(refunds.stream().filter(r -> payment.equals(original(r, paid))).toList());
  }

  private static long strays(List<Fact> refunds, List<Fact> paid) {
    Map<String, List<Fact>> by = new TreeMap<>();
    for (Fact refund : refunds) {
      if (original(refund, paid) == null) {
        String of = refund.text("originalKey");
        of = of == null ? refund.text("outTradeNo") : of;
        by.computeIfAbsent(of == null ? refund.number() : of, o -> new ArrayList<>()).add(refund);
      }
    }
    return by.values().stream().mapToLong(Reference::byMethod).sum();
  }

  private static long byMethod(List<Fact> refunds) {
    Map<String, List<Fact>> methods = new TreeMap<>();
    refunds.forEach(r -> methods.computeIfAbsent(r.text("method"), m -> new ArrayList<>()).add(r));
    long sum = 0;
    for (List<Fact> of : methods.values()) {
      long his = of.stream().filter(Fact::his).mapToLong(f -> f.fen("amountFen")).sum();
      long others = of.stream().filter(f -> !f.his()).mapToLong(f -> f.fen("amountFen")).sum();
      long inAll = of.stream().mapToLong(f -> f.fen("refundedTotalFen")).max().orElse(0);
      sum += Math.max(inAll, Math.max(his, others));
    }
    return sum;
  }
}
