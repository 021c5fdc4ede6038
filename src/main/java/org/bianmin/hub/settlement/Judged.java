package org.bianmin.hub.settlement;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was judged of records that belong together. Amounts in fen.
 *
 * @param due self part of settlements; the whole where none of them tells its parts
 * @param paid, refunded likewise
 * @param insuranceDue, insurancePaid parts of the insurance, what was given back taken off
 * @param splits a settlement tells its parts
 * @param counted what of each record counts
 * @param twins records that tell money which another one tells too
 * @param cashParts by insured payments, the twins that are on the bill in their stead
 */
record Judged(
    String day,
    Outcome outcome,
    List<Finding> findings,
    int settlements,
    int payments,
    int refunds,
    long due,
    long paid,
    long refunded,
    long insuranceDue,
    long insurancePaid,
    boolean splits,
    long at,
    long since,
    Map<Item, Counted> counted,
    Set<Item> twins,
    Map<Item, Item> cashParts) {

  /** What of a record counts: its self part and that of the insurance. */
  record Counted(long self, long insurance) {

    long sum() {
      return self + insurance;
    }
  }

  /** What was paid too much; of what is not settled at all, the insurance's part too. */
  long difference() {
    return paid - refunded - due + (settlements == 0 ? insurancePaid : 0);
  }

  /** What is left of payments that face settlements of which some tell, or none tells, parts. */
  long net(boolean splits) {
    return paid - refunded + (splits ? 0 : insurancePaid);
  }

  /** Whether the provider's bill should have a payment or refund, and none that is known does. */
  boolean unbilled(Item item) {
    Item cashPart = cashParts.get(item);
    boolean billed =
        item.entry.billed() != null || (cashPart != null && cashPart.entry.billed() != null);
    // the insurance's part is on no wallet's bill
    return item.kind() != RecordKind.SETTLEMENT && counted.get(item).self() > 0 && !billed;
  }

  /** The records of which bill and fee count with a record; those of another day's bill stay. */
  List<Item> billedWith(Item item) {
    Item cashPart = cashParts.get(item);
    if (cashPart != null && lends(item, cashPart)) {
      return List.of(item, cashPart);
    }
    boolean lent =
        twins.contains(item)
            && cashParts.entrySet().stream()
                .anyMatch(e -> e.getValue() == item && lends(e.getKey(), item));
    return lent ? List.of() : List.of(item);
  }

  private static boolean lends(Item insured, Item cashPart) {
    return insured.entry.day().equals(cashPart.entry.day());
  }
}
