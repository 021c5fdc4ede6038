package org.bianmin.hub.settlement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The numbers by which records find each other, each with what it is a number of, so that a
 * transaction number is never taken for a settlement's: {@code s} settlements of one type, {@code
 * k} payments as a settlement or a refund names them, {@code o} orders, {@code a} admissions. Who
 * meets by them: {@link Linking}.
 */
final class Tokens {

  private static final String SETTLEMENT = "|s|";
  private static final String PAYMENT = "|k|";
  private static final String ADMISSION = "|a|";
  private static final String HAND = "|h|";

  private final String facility;
  private final Set<String> tokens = new LinkedHashSet<>();

  Tokens(String facility) {
    this.facility = facility;
  }

  /** The number of a settlement of a type. */
  Tokens settlement(String type, String number) {
    return add(SETTLEMENT + type + '|', number);
  }

  /** The merchant's order number. */
  Tokens order(String number) {
    return add("|o|", number);
  }

  /** A payment's business key, {@code wechat/4200…}, or what stands for it in a settlement. */
  Tokens payment(String number) {
    return number != null && isNothing(transaction(number)) ? this : add(PAYMENT, number);
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

  /** Blank, or what systems write where they have no number: zeros, dashes, slashes, NULL, 无. */
  static boolean isNothing(String number) {
    boolean marks =
        number.chars().allMatch(c -> "0-/０－／—".indexOf(c) >= 0 || Character.isWhitespace(c));
    return marks
        || switch (number.strip().toLowerCase(Locale.ROOT)) {
          case "null", "n/a", "无" -> true;
          default -> false;
        };
  }

  List<String> list() {
    return List.copyOf(tokens);
  }

  static boolean isAdmission(String facility, String token) {
    return token.startsWith(facility + ADMISSION);
  }

  /** Likewise, whatever the facility; a number may look like one. */
  static boolean isAdmission(String token) {
    return token.contains(ADMISSION);
  }

  /** Whether a settlement must name or bear the number before its records belong together. */
  static boolean isSettlement(String facility, String token) {
    return token.startsWith(facility + SETTLEMENT);
  }

  static boolean isPayment(String facility, String token) {
    return token.startsWith(facility + PAYMENT);
  }

  /** The number in a payment's token. */
  static String paymentNumber(String facility, String token) {
    return token.substring(facility.length() + PAYMENT.length());
  }

  /** The number of a settlement's token; null for another token. */
  static String settlementNumber(String facility, String token) {
    return isSettlement(facility, token)
        ? token.substring(token.indexOf('|', facility.length() + SETTLEMENT.length()) + 1)
        : null;
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
