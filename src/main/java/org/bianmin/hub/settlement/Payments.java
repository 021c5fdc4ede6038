package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The payments of a case, each once. Twins of another payment, which is the same money:
 *
 * <ul>
 *   <li>one that HIS tells with the method and order of one that the provider tells,
 *   <li>one that HIS tells as paid by the insurance, with the order of one that tells its part of
 *       the insurance,
 *   <li>the wallet's own transaction for the cash part of such a payment, which is on the bill in
 *       its stead.
 * </ul>
 */
final class Payments {

  private record Order(String method, String number) {}

  /** Methods of which the whole amount is the part of the insurance. */
  private static final Set<String> INSURANCE = Set.of("med-ins-pool", "med-ins-account");

  private final List<Item> primary = new ArrayList<>();
  // primary payment of each twin
  private final Map<Item, Item> twins = new HashMap<>();
  // the wallet's transaction of the cash part of an insured payment
  private final Map<Item, Item> cashParts = new HashMap<>();
  private final Map<String, Item> byNumber = new HashMap<>();
  private final Map<String, Item> byOrder = new HashMap<>();

  /**
   * Sorts them out.
   *
   * @param payments in the order of {@link Component#ITEMS}
   */
  Payments(List<Item> payments) {
    takeCashParts(payments);
    takeToldByHis(payments);
    for (Item payment : payments) {
      if (!twins.containsKey(payment)) {
        primary.add(payment);
      }
      Item counts = twins.getOrDefault(payment, payment);
      byNumber.putIfAbsent(payment.entry.number(), counts);
      byNumber.putIfAbsent(Tokens.transaction(payment.entry.number()), counts);
      if (payment.entry.orderNo() != null) {
        byOrder.putIfAbsent(payment.entry.orderNo(), counts);
      }
    }
  }

  /** Each insured payment has one transaction of its cash part at most: a second is paid twice. */
  private void takeCashParts(List<Item> payments) {
    for (Item insured : payments) {
      if (insured.entry.toldByHis() || !isInsured(insured.entry)) {
        continue;
      }
      Set<String> orders = insured.entry.settlements();
      for (Item cash : payments) {
        if (!twins.containsKey(cash) && isCashPart(cash.entry, insured.entry, orders)) {
          twins.put(cash, insured);
          cashParts.put(insured, cash);
          break;
        }
      }
    }
  }

  private static boolean isCashPart(Entry cash, Entry insured, Set<String> orders) {
    return !cash.toldByHis()
        && cash.self() == null
        && cash.insurance() == null
        && cash.amountOrZero() > 0
        && cash.method().equals(insured.method())
        && (cash.amount() == self(insured) || cash.amount() == insured.amountOrZero())
        && orders(cash).stream().anyMatch(orders::contains);
  }

  private void takeToldByHis(List<Item> payments) {
    Map<Order, Item> providers = new HashMap<>();
    Map<String, Item> insured = new HashMap<>();
    for (Item payment : payments) {
      if (!payment.entry.toldByHis() && !twins.containsKey(payment)) {
        for (String number : payment.entry.settlements()) {
          providers.putIfAbsent(new Order(payment.entry.method(), number), payment);
          if (isInsured(payment.entry)) {
            insured.putIfAbsent(number, payment);
          }
        }
      }
    }
    for (Item payment : payments) {
      if (payment.entry.toldByHis()) {
        for (String number : orders(payment.entry)) {
          Item same = providers.get(new Order(payment.entry.method(), number));
          if (same == null && isOfInsurance(payment.entry.method())) {
            same = insured.get(number);
          }
          if (same != null) {
            twins.putIfAbsent(payment, same);
          }
        }
      }
    }
  }

  /** The order number; where none is told, that of the settlement stands for it. */
  private static Set<String> orders(Entry payment) {
    return payment.orderNo() == null ? payment.settlements() : Set.of(payment.orderNo());
  }

  /** Whether a payment tells that a part of it is the insurance's, of a method that is not. */
  static boolean isInsured(Entry payment) {
    return !isOfInsurance(payment.method()) && insurance(payment) > 0;
  }

  static boolean isOfInsurance(String method) {
    return INSURANCE.contains(method);
  }

  /** Those that count, in their order. */
  List<Item> primary() {
    return primary;
  }

  Set<Item> twins() {
    return twins.keySet();
  }

  /** The transactions of cash parts, by the insured payments to which they lend bill and fee. */
  Map<Item, Item> cashParts() {
    return cashParts;
  }

  /** The payment that a refund gives back: by its number, else by its order; null for none. */
  Item of(Item refund) {
    Item named = refund.entry.original() == null ? null : byNumber.get(refund.entry.original());
    return named != null || refund.entry.orderNo() == null
        ? named
        : byOrder.get(refund.entry.orderNo());
  }

  /** The part of the insurance in a payment. */
  static long insurance(Entry payment) {
    long amount = payment.amountOrZero();
    if (payment.insurance() != null) {
      return payment.insurance();
    }
    if (payment.self() != null) {
      return Math.max(0, amount - payment.self());
    }
    return isOfInsurance(payment.method()) ? amount : 0;
  }

  /** The rest of it. */
  static long self(Entry payment) {
    return payment.amountOrZero() - insurance(payment);
  }
}
