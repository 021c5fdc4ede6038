package org.bianmin.hub.settlement;

/** How what was settled and what was paid agree (docs/reconciliation.md). */
public enum Outcome {
  /** They agree. */
  MATCHED("matched", "相符", false),
  /** They agree, but were settled too long after the payment, or on another business day. */
  LATE("late", "跨日或延迟", false),
  /** An admission that is not finally settled yet: deposits are held. */
  OPEN("open", "在院预交金", false),
  /** Both are known, and their amounts differ. */
  AMOUNT_DIFFERS("amount-differs", "金额不符", true),
  /** Paid, and nothing is settled. */
  PAID_NOT_SETTLED("paid-not-settled", "已付未结", true),
  /** Settled, and nothing is paid. */
  SETTLED_NOT_PAID("settled-not-paid", "已结未付", true),
  /** Given back, and the payment is not known. */
  REFUND_WITHOUT_ORIGINAL("refund-without-original", "退款无原交易", true);

  private final String code;
  private final String name;
  private final boolean difference;

  Outcome(String code, String name, boolean difference) {
    this.code = code;
    this.name = name;
    this.difference = difference;
  }

  /** As it is stored and shown by the API. */
  public String code() {
    return code;
  }

  /** In Chinese. */
  public String chinese() {
    return name;
  }

  /** Whether a person has to look at it. */
  public boolean isDifference() {
    return difference;
  }

  /**
   * The outcome of a code.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Outcome of(String code) {
    for (Outcome outcome : values()) {
      if (outcome.code.equals(code)) {
        return outcome;
      }
    }
    throw new IllegalArgumentException("outcome '" + code + "' is unknown");
  }
}
