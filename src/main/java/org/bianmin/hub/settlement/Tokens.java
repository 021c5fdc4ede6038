package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The numbers by which records find each other. Three kinds of numbers, so that a transaction
 * number is never taken for a settlement's: {@code o} orders and settlements, {@code p} payments,
 * {@code a} admissions.
 */
final class Tokens {

  private static final String ADMISSION = "|a|";
  private static final String HAND = "|h|";

  private final String facility;
  private final Set<String> tokens = new LinkedHashSet<>();

  Tokens(String facility) {
    this.facility = facility;
  }

  /** The number of an order or settlement. */
  Tokens order(String number) {
    return add("|o|", number);
  }

  /** A payment's business key, {@code wechat/4200…}, or its transaction number alone. */
  Tokens payment(String number) {
    return add("|p|", number);
  }

  Tokens admission(String number) {
    return add(ADMISSION, number);
  }

  private Tokens add(String kind, String number) {
    if (number != null && !isNothing(number)) {
      tokens.add(facility + kind + number.strip());
    }
    return this;
  }

  /** Blank, or what systems write where they have no number. */
  private static boolean isNothing(String number) {
    return number.chars().allMatch(c -> c == '0' || c == '-' || Character.isWhitespace(c));
  }

  List<String> list() {
    return List.copyOf(tokens);
  }

  static boolean isAdmission(String token) {
    return token.contains(ADMISSION);
  }

  /** Of a link between two records that a person made. */
  static String hand(String facility, long one, long other) {
    return facility + HAND + Math.min(one, other) + '-' + Math.max(one, other);
  }

  /** The transaction number of a business key {@code method/number}; the text where it has none. */
  static String transaction(String key) {
    return key.substring(key.indexOf('/') + 1);
  }

  static String text(List<String> tokens) {
    return String.join("\n", tokens);
  }

  static List<String> read(String text) {
    return text.isEmpty() ? List.of() : new ArrayList<>(List.of(text.split("\n", -1)));
  }
}
