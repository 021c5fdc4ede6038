package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The payments of a case, each once: a payment that HIS tells with the method and order number of
 * one that the provider tells is the same money, its twin.
 */
final class Payments {

  private record Order(String method, String number) {}

  /** Methods of which the whole amount is the part of the insurance. */
  private static final Set<String> INSURANCE = Set.of("med-ins-pool", "med-ins-account");

  private final List<Item> primary = new ArrayList<>();
  // primary payment of each twin
  private final Map<Item, Item> twins = new HashMap<>();
  private final Map<String, Item> byNumber = new HashMap<>();
  private final Map<String, Item> byOrder = new HashMap<>();

  /**
   * Sorts them out.
   *
   * @param payments in the order of {@link Component#ITEMS}
   */
  Payments(List<Item> payments) {
    Map<Order, Item> providers = new HashMap<>();
    for (Item payment : payments) {
      if (!payment.entry.toldByHis() && payment.entry.orderNo() != null) {
        providers.putIfAbsent(order(payment), payment);
      }
    }
    for (Item payment : payments) {
      boolean his = payment.entry.toldByHis() && payment.entry.orderNo() != null;
      Item same = his ? providers.get(order(payment)) : null;
      if (same == null) {
        primary.add(payment);
      } else {
        twins.put(payment, same);
      }
    }
    for (Item payment : payments) {
      Item counts = twins.getOrDefault(payment, payment);
      byNumber.putIfAbsent(payment.entry.number(), counts);
      byNumber.putIfAbsent(Tokens.transaction(payment.entry.number()), counts);
      if (payment.entry.orderNo() != null) {
        byOrder.putIfAbsent(payment.entry.orderNo(), counts);
      }
    }
  }

  private static Order order(Item payment) {
    return new Order(payment.entry.method(), payment.entry.orderNo());
  }

  /** Those that count, in their order. */
  List<Item> primary() {
    return primary;
  }

  Set<Item> twins() {
    return twins.keySet();
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
    return INSURANCE.contains(payment.method()) ? amount : 0;
  }

  /** The rest of it. */
  static long self(Entry payment) {
    return payment.amountOrZero() - insurance(payment);
  }
}
