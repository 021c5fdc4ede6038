package org.bianmin.hub.trial;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes notifications as Alipay does: a form, signed by RSA2 over its sorted fields. */
final class AlipayWallet {

  /** Of the trial hospital. */
  static final String APP = "2026000000000000";

  static final String SELLER = "2088000000000000";
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(VirtualTime.ZONE);

  private final PrivateKey key;

  AlipayWallet(Path keys) {
    this.key = WalletKeys.read(keys, Payment.ALIPAY);
  }

  HttpRequest.Builder notification(URI to, Payment payment) {
    Map<String, String> form = payment.isRefund() ? refund(payment) : trade(payment);
    form.put("charset", "utf-8");
    form.put("version", "1.0");
    form.put("app_id", APP);
    form.put("auth_app_id", APP);
    form.put("seller_id", SELLER);
    form.put("notify_type", "trade_status_sync");
    form.put("notify_id", "N" + payment.number());
    form.put("notify_time", TIME.format(Instant.now()));
    form.put("subject", "医疗费用");
    String signed =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    form.put("sign", WalletKeys.sign(key, signed));
    form.put("sign_type", "RSA2");
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static Map<String, String> trade(Payment payment) {
    Map<String, String> form = new TreeMap<>();
    String yuan = PaymentDay.yuan(payment.fen());
    form.put("trade_no", payment.number());
    form.put("out_trade_no", payment.order());
    form.put("trade_status", "TRADE_SUCCESS");
    form.put("total_amount", yuan);
    form.put("receipt_amount", yuan);
    form.put("buyer_pay_amount", yuan);
    form.put("gmt_create", TIME.format(Instant.ofEpochMilli(payment.atMillis())));
    form.put("gmt_payment", TIME.format(Instant.ofEpochMilli(payment.atMillis())));
    return form;
  }

  /** The trial gives a trade back once at most, so the sum so far is the refund itself. */
  private static Map<String, String> refund(Payment refund) {
    Map<String, String> form = trade(refund.original());
    boolean whole = refund.fen() == refund.original().fen();
    form.put("trade_status", whole ? "TRADE_CLOSED" : "TRADE_SUCCESS");
    form.put("refund_fee", PaymentDay.yuan(refund.fen()));
    form.put("out_biz_no", refund.number());
    form.put("gmt_refund", TIME.format(Instant.ofEpochMilli(refund.atMillis())) + ".000");
    return form;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
