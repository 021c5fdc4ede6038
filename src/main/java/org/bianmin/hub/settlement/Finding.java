package org.bianmin.hub.settlement;

/** What was seen beside the outcome (docs/reconciliation.md). */
public enum Finding {
  /** More was paid than is due, by exactly one of several payments. */
  PAID_TWICE("paid-twice", "重复支付", true),
  /** More was given back than was paid. */
  OVER_REFUNDED("over-refunded", "退款超额", true),
  /** The parts of the insurance differ. */
  INSURANCE_DIFFERS("insurance-differs", "医保部分不符", true),
  /** The provider's bill has another amount. */
  BILL_DIFFERS("bill-differs", "账单金额不符", true),
  /** An amount beyond ten billion yuan; it was read as that much. */
  DOUBTFUL_AMOUNT("doubtful-amount", "金额异常", true),
  /** Only the provider's bill tells it: the notification was lost. */
  ONLY_ON_BILL("only-on-bill", "仅账单有", false),
  /** The provider's bill of the day is there and does not have it. */
  NOT_ON_BILL("not-on-bill", "账单无", true),
  /** Numbers tie more records together than a case may have; each stands alone. */
  TOO_MANY("too-many", "关联过多", true);

  private final String code;
  private final String name;
  private final boolean difference;

  Finding(String code, String name, boolean difference) {
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

  /** Whether a person has to look at it though the amounts agree. */
  public boolean isDifference() {
    return difference;
  }

  /**
   * The finding of a code.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Finding of(String code) {
    for (Finding finding : values()) {
      if (finding.code.equals(code)) {
        return finding;
      }
    }
    throw new IllegalArgumentException("finding '" + code + "' is unknown");
  }
}
