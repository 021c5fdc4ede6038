package org.bianmin.hub.settlement;

import java.util.List;

/**
 * Which records of one number belong together. All of an order, of an admission and of a link made
 * by hand do. By a settlement's number, or a payment's, they meet through the settlement that has
 * or names it; a refund meets the payment that it names. Two payments that have only such a number
 * in common, a transaction number of two platforms, do not.
 */
final class Linking {

  private Linking() {}

  /** Those of some active records with one token that belong together. */
  static List<Item> together(String token, List<Item> items) {
    if (items.size() < 2) {
      return items;
    }
    String facility = items.get(0).entry.facility();
    boolean payment = Tokens.isPayment(facility, token);
    if (!payment && !Tokens.isSettlement(facility, token)) {
      return items;
    }
    if (items.stream().anyMatch(i -> i.kind() == RecordKind.SETTLEMENT)) {
      return items;
    }
    if (!payment) {
      return List.of();
    }
    String number = Tokens.paymentNumber(facility, token);
    boolean named = items.stream().anyMatch(i -> names(i.entry, number));
    return named
        ? items.stream().filter(i -> names(i.entry, number) || has(i.entry, number)).toList()
        : List.of();
  }

  /** Whether a refund names the payment so. */
  private static boolean names(Entry entry, String number) {
    return entry.kind() == RecordKind.REFUND && number.equals(entry.original());
  }

  private static boolean has(Entry entry, String number) {
    return entry.kind() == RecordKind.PAYMENT
        && (number.equals(entry.number()) || number.equals(Tokens.transaction(entry.number())));
  }
}
