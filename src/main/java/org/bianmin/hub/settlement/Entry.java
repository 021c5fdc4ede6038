package org.bianmin.hub.settlement;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A settlement, payment or refund as its fact tells it. Amounts in fen, times in epoch
 * milliseconds; null where the fact does not tell.
 *
 * @param eventId row id of the fact
 * @param active whether it counts; a void one leaves its case
 * @param day business day, {@code 2026-11-03}
 * @param platform merchant number of the provider
 * @param reversed what was taken off the amount of a settlement; {@code amount} is what is left
 * @param refunded what was given back of the payment in all
 * @param orderNo, original null too where the source writes that it has no number
 * @param original business key or transaction number of the payment that a refund gives back
 * @param interim an interim settlement of an admission
 * @param doubtful an amount was beyond all reason
 * @param tokens numbers that link it with others
 */
record Entry(
    long eventId,
    RecordKind kind,
    String type,
    String facility,
    String number,
    long version,
    boolean active,
    Long at,
    String day,
    String method,
    String platform,
    String scene,
    String point,
    String dept,
    String ward,
    Long amount,
    Long self,
    Long insurance,
    long reversed,
    Long refunded,
    Long billed,
    Long fee,
    String evidence,
    String orderNo,
    String original,
    boolean interim,
    boolean doubtful,
    String person,
    String visit,
    List<String> tokens) {

  private static final String HIS = "his";
  private static final String DEPOSIT = "deposit";

  /**
   * Whether HIS alone tells it, and not the provider: by a notification, a copy of it, or the bill,
   * which may have added its amount to what HIS told.
   */
  boolean toldByHis() {
    return billed == null && (evidence == null || evidence.equals(HIS));
  }

  boolean onlyOnBill() {
    return "bill".equals(evidence);
  }

  /** Whether it belongs to an admission, or is a deposit for one that it does not name. */
  boolean ofAdmission() {
    return (kind == RecordKind.PAYMENT && DEPOSIT.equals(scene))
        || tokens.stream().anyMatch(token -> Tokens.isAdmission(facility, token));
  }

  /** The settlements that a payment names or whose numbers may be its order number. */
  Set<String> settlements() {
    Set<String> numbers = new LinkedHashSet<>();
    for (String token : tokens) {
      String number = Tokens.settlementNumber(facility, token);
      if (number != null) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  long amountOrZero() {
    return amount == null ? 0 : amount;
  }

  /** Orders the records of a case, whatever the order in which they came. */
  String key() {
    return type + '/' + number;
  }
}
