package org.bianmin.hub.trial;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the wallets see of a hospital day: a payment for each settlement that was not paid in cash,
 * and of a hundred settlements some with which finance has work: two are not paid, three paid
 * twice, four given back in part, two paid and never settled, two whose notification is lost, two
 * paid long before, and fifteen paid partly by the medical insurance.
 */
final class PaymentDay {

  private static final int OF = 100;
  private static final int UNPAID = 2;
  private static final int TWICE = 5;
  private static final int GIVEN_BACK = 9;
  private static final int NEVER_SETTLED = 11;
  private static final int LOST = 13;
  private static final int EARLY = 15;
  private static final int INSURED = 30;
  private static final int ALIPAY_FROM = 72;

  private static final int NUMBER = 2;
  private static final int AMOUNT = 11;

  private final List<Payment> payments = new ArrayList<>();

  PaymentDay(HospitalDay day) {
    Map<String, TrialMessage> settled = new LinkedHashMap<>();
    Set<String> reversed = new HashSet<>();
    for (TrialMessage message : day) {
      if (message.what().equals("settlement")) {
        settled.put(field(message, NUMBER), message);
      } else if (message.what().equals(Settlements.CASH)) {
        settled.remove(field(message, NUMBER));
      } else if (message.what().equals("settlement-reversed")) {
        reversed.add(field(message, NUMBER));
      }
    }
    settled.forEach((number, message) -> pay(number, message, reversed.contains(number)));
    payments.sort(Comparator.comparingLong(Payment::atMillis).thenComparing(Payment::number));
  }

  /** Number of the settlement that a message tells. */
  static String number(TrialMessage settlement) {
    return field(settlement, NUMBER);
  }

  /** In the order of their times. */
  List<Payment> payments() {
    return payments;
  }

  private void pay(String order, TrialMessage settlement, boolean reversed) {
    int slot = Math.floorMod(order.hashCode() * 31, OF);
    if (slot < UNPAID) {
      return;
    }
    long fen = fen(field(settlement, AMOUNT));
    String wallet = slot >= ALIPAY_FROM ? Payment.ALIPAY : Payment.WECHAT;
    boolean early = slot >= LOST && slot < EARLY;
    boolean lost = slot >= NEVER_SETTLED && slot < LOST;
    long insured = slot >= EARLY && slot < INSURED && !reversed ? fen * 6 / 10 : 0;
    long at = settlement.atMillis() - (early ? 45 : 1) * VirtualTime.MINUTE;
    Payment paid = add(at, wallet, "1" + order, order, fen, insured, null, lost);
    if (slot < TWICE) {
      add(at + VirtualTime.MINUTE / 2, wallet, "2" + order, order, fen, 0, null, false);
    } else if (slot < GIVEN_BACK) {
      // what is reversed is given back whole, below
      if (!reversed) {
        long back = Math.max(1, fen / 10);
        long later = settlement.atMillis() + 20 * VirtualTime.MINUTE;
        add(later, wallet, "R" + order, order, back, 0, paid, false);
      }
    } else if (slot < NEVER_SETTLED) {
      add(at + 2 * VirtualTime.MINUTE, wallet, "1X" + order, "X" + order, 1500, 0, null, false);
    }
    if (reversed) {
      long later = settlement.atMillis() + 13 * VirtualTime.MINUTE;
      add(later, wallet, "R" + order, order, fen, 0, paid, false);
    }
  }

  private Payment add(
      long at,
      String wallet,
      String suffix,
      String order,
      long fen,
      long insured,
      Payment original,
      boolean lost) {
    String number = (wallet.equals(Payment.WECHAT) ? "42000" : "20260") + suffix;
    Payment payment = new Payment(at, wallet, number, order, fen, insured, original, lost);
    payments.add(payment);
    return payment;
  }

  /** A field of the message's FT1; the HIS writes UTF-8. */
  static String field(TrialMessage message, int field) {
    String text = new String(message.bytes(), StandardCharsets.UTF_8);
    String ft1 = text.substring(text.indexOf("\rFT1|") + 1);
    return ft1.split("[|\r]", AMOUNT + 2)[field];
  }

  private static long fen(String yuan) {
    return new BigDecimal(yuan).movePointRight(2).longValueExact();
  }

  /** As a wallet writes an amount in yuan. */
  static String yuan(long fen) {
    return String.format(Locale.ROOT, "%d.%02d", fen / 100, fen % 100);
  }
}
