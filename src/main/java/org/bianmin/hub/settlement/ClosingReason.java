package org.bianmin.hub.settlement;

/** Why a difference needs nothing more. */
public enum ClosingReason {
  SETTLED("settled", "已补结算"),
  REFUNDED("refunded", "已退款"),
  CORRECTED("corrected", "已在HIS更正"),
  TIMING("timing", "跨日，次日相符"),
  TEST("test", "测试交易"),
  WRITTEN_OFF("written-off", "按规定核销"),
  OTHER("other", "其他（须备注）");

  private final String code;
  private final String name;

  ClosingReason(String code, String name) {
    this.code = code;
    this.name = name;
  }

  /** As it is stored and taken by the API. */
  public String code() {
    return code;
  }

  /** In Chinese. */
  public String chinese() {
    return name;
  }

  /**
   * The reason of a code.
   *
   * @throws IllegalArgumentException when there is none; says which there are
   */
  public static ClosingReason of(String code) {
    for (ClosingReason reason : values()) {
      if (reason.code.equals(code)) {
        return reason;
      }
    }
    StringBuilder known = new StringBuilder();
    for (ClosingReason reason : values()) {
      known.append(known.isEmpty() ? "" : ", ").append(reason.code);
    }
    throw new IllegalArgumentException("reason is one of " + known);
  }
}
