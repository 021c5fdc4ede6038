package org.bianmin.hub.settlement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What was given back of each payment. HIS and provider may both tell a refund: of one payment and
 * method each of HIS is paired with one of the provider, by number or amount, and what is left of
 * both adds up, unless it agrees in sum: one of HIS for several of the provider. Some providers
 * tell only what was given back in all so far; they gave back no less, and what they do not tell
 * one by one may be what HIS tells.
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

  /** Where it names none, or is the insurance's part of a payment, it is that of the payment. */
  private static String method(Item refund, Item payment) {
    String told = refund.entry.method();
    boolean ofPayment =
        payment != null
            && (told.equals(EntryReading.OTHER)
                || (Payments.isOfInsurance(told) && Payments.isInsured(payment.entry)));
    return ofPayment ? payment.entry.method() : told;
  }

  private static String number(Item refund) {
    String original = refund.entry.original();
    return original != null
        ? original
        : Objects.requireNonNullElse(refund.entry.orderNo(), refund.entry.number());
  }

  /** What was given back by one method; keeps how much of it each record counts. */
  private long given(List<Item> refunds) {
    List<Item> his = told(refunds, true);
    List<Item> provider = told(refunds, false);
    Map<Item, Item> pairs = pairs(his, provider);
    long sum = 0;
    for (Item refund : provider) {
      sum = count(refund, refund.entry.amountOrZero(), sum);
    }
    for (Map.Entry<Item, Item> pair : pairs.entrySet()) {
      // Alipay's notification does not tell the amount; HIS does
      boolean untold = pair.getValue().entry.amount() == null;
      sum = count(pair.getKey(), untold ? pair.getKey().entry.amountOrZero() : 0, sum);
    }
    long excess = Math.max(0, inAll(refunds) - sum);
    if (excess > 0) {
      // who tells the sum stands for what is not told one by one
      sum = count(last(refunds), excess, sum);
    }
    his.removeAll(pairs.keySet());
    provider.removeAll(pairs.values());
    long ofHis = sum(his);
    long ofProvider = sum(provider);
    boolean same = ofHis == ofProvider || ofHis == Math.addExact(ofProvider, excess);
    long covered = same ? ofHis : Math.min(ofHis, excess);
    for (Item refund : his) {
      long again = Math.max(0, Math.min(covered, refund.entry.amountOrZero()));
      covered -= again;
      sum = count(refund, refund.entry.amountOrZero() - again, sum);
    }
    return sum;
  }

  private long count(Item refund, long fen, long sum) {
    counted.merge(refund, fen, Math::addExact);
    return Math.addExact(sum, fen);
  }

  private static List<Item> told(List<Item> refunds, boolean byHis) {
    List<Item> told = new ArrayList<>();
    for (Item refund : refunds) {
      if (refund.entry.toldByHis() == byHis) {
        told.add(refund);
      }
    }
    told.sort(Comparator.comparing((Item refund) -> refund.entry.key()));
    return told;
  }

  /** The provider's refund of each of HIS that it is: of the same number, else amount. */
  private static Map<Item, Item> pairs(List<Item> his, List<Item> provider) {
    Map<Item, Item> pairs = new LinkedHashMap<>();
    pair(his, provider, pairs, refund -> Tokens.transaction(refund.entry.number()));
    pair(his, provider, pairs, refund -> refund.entry.amount());
    return pairs;
  }

  private static void pair(
      List<Item> his, List<Item> provider, Map<Item, Item> pairs, Function<Item, Object> by) {
    Map<Object, Deque<Item>> open = new HashMap<>();
    Set<Item> taken = new HashSet<>(pairs.values());
    for (Item refund : provider) {
      if (by.apply(refund) != null && !taken.contains(refund)) {
        open.computeIfAbsent(by.apply(refund), k -> new ArrayDeque<>(1)).add(refund);
      }
    }
    for (Item refund : his) {
      Deque<Item> same = pairs.containsKey(refund) ? null : open.get(by.apply(refund));
      if (same != null && !same.isEmpty()) {
        pairs.put(refund, same.remove());
      }
    }
  }

  private static long sum(List<Item> refunds) {
    long sum = 0;
    for (Item refund : refunds) {
      sum = Math.addExact(sum, refund.entry.amountOrZero());
    }
    return sum;
  }

  private static long inAll(List<Item> refunds) {
    long most = 0;
    for (Item refund : refunds) {
      most = Math.max(most, refund.entry.refunded() == null ? 0 : refund.entry.refunded());
    }
    return most;
  }

  private static Item last(List<Item> refunds) {
    return refunds.stream()
        .filter(r -> r.entry.refunded() != null)
        .max(
            Comparator.comparingLong((Item r) -> r.entry.refunded())
                .thenComparing(r -> r.entry.amount() == null)
                .thenComparing(r -> r.entry.key()))
        .orElseThrow();
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
