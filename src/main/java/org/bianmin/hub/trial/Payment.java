package org.bianmin.hub.trial;

/**
 * Money that a patient of the trial gave to a wallet, or got back.
 *
 * @param atMillis virtual time, epoch milliseconds
 * @param wallet {@code wechat} or {@code alipay}
 * @param number the wallet's own number of it
 * @param order the hospital's order number (out_trade_no)
 * @param fen amount; of a refund what is given back
 * @param insuranceFen the part that the medical insurance pays, 0 where it pays nothing
 * @param original of a refund the payment that it gives back, else null
 * @param lost whether the notification never arrives, so that only the bill tells it
 */
record Payment(
    long atMillis,
    String wallet,
    String number,
    String order,
    long fen,
    long insuranceFen,
    Payment original,
    boolean lost) {

  static final String WECHAT = "wechat";
  static final String ALIPAY = "alipay";

  boolean isRefund() {
    return original != null;
  }

  /** What the wallet itself moves; the insurance pays the rest past it. */
  long cash() {
    return fen - insuranceFen;
  }

  /** Number on the wallet's bill: the cash part of an insured payment has one of its own. */
  String billed() {
    return insuranceFen > 0 ? number + "C" : number;
  }

  boolean isWechat() {
    return wallet.equals(WECHAT);
  }
}
