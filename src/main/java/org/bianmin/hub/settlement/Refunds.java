package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was given back of each payment. HIS and provider may both tell a refund, and some providers
 * tell only what was given back in all so far: of one payment and method the largest of the three
 * sums is what was given back, so that nothing counts twice whoever told it first.
 */
final class Refunds {

  /** By primary payment; that of none under null. */
  private final Map<Item, Long> byPayment = new HashMap<>();

  private final Map<Item, Long> counted = new HashMap<>();

  Refunds(List<Item> refunds, Payments payments) {
    record Origin(Item payment, String number) {}
    Map<Origin, Map<String, List<Item>>> groups = new HashMap<>();
    for (Item refund : refunds) {
      Item payment = payments.of(refund);
      String number = payment == null ? number(refund) : "";
      groups
          .computeIfAbsent(new Origin(payment, number), o -> new TreeMap<>())
          .computeIfAbsent(method(refund, payment), m -> new ArrayList<>(1))
          .add(refund);
    }
    groups.forEach(
        (origin, methods) ->
            methods
                .values()
                .forEach(of -> byPayment.merge(origin.payment(), given(of), Math::addExact)));
  }

  /** Where it names none it is that of the payment. */
  private static String method(Item refund, Item payment) {
    String told = refund.entry.method();
    return payment != null && told.equals(EntryReading.OTHER) ? payment.entry.method() : told;
  }

  private static String number(Item refund) {
    String original = refund.entry.original();
    return original != null
        ? original
        : Objects.requireNonNullElse(refund.entry.orderNo(), refund.entry.number());
  }

  /** What was given back by one method, and which record counts how much of it. */
  private long given(List<Item> refunds) {
    long his = 0;
    long provider = 0;
    long inAll = 0;
    for (Item refund : refunds) {
      long amount = refund.entry.amountOrZero();
      if (refund.entry.toldByHis()) {
        his = Math.addExact(his, amount);
      } else {
        provider = Math.addExact(provider, amount);
      }
      inAll = Math.max(inAll, refund.entry.refunded() == null ? 0 : refund.entry.refunded());
    }
    boolean byHis = his > provider;
    for (Item refund : refunds) {
      boolean counts = refund.entry.toldByHis() == byHis;
      counted.put(refund, counts ? refund.entry.amountOrZero() : 0);
    }
    long told = Math.max(his, provider);
    if (inAll > told) {
      // who tells the sum stands for what is not told one by one
      Item last =
          refunds.stream()
              .filter(r -> r.entry.refunded() != null)
              .max(
                  Comparator.comparingLong((Item r) -> r.entry.refunded())
                      .thenComparing(r -> r.entry.amount() == null)
                      .thenComparing(r -> r.entry.key()))
              .orElseThrow();
      counted.merge(last, inAll - told, Math::addExact);
    }
    return Math.max(told, inAll);
  }

  /** Given back of a payment; of none that is known for null. */
  long of(Item payment) {
    return byPayment.getOrDefault(payment, 0L);
  }

  /** What of a refund counts; less than it tells where another one tells it too. */
  long counted(Item refund) {
    return counted.getOrDefault(refund, 0L);
  }
}
