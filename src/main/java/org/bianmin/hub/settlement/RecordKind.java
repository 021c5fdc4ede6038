package org.bianmin.hub.settlement;

/** What a record is. */
public enum RecordKind {
  SETTLEMENT("settlement", "结算"),
  PAYMENT("payment", "支付"),
  REFUND("refund", "退款");

  private final String code;
  private final String name;

  RecordKind(String code, String name) {
    this.code = code;
    this.name = name;
  }

  /** As it is stored and shown by the API. */
  public String code() {
    return code;
  }

  /** In Chinese. */
  public String chinese() {
    return name;
  }

  static RecordKind of(String code) {
    return switch (code) {
      case "settlement" -> SETTLEMENT;
      case "payment" -> PAYMENT;
      case "refund" -> REFUND;
      default -> throw new IllegalArgumentException("kind '" + code + "' is unknown");
    };
  }
}
