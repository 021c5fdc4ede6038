package org.bianmin.hub.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Writes notifications as WeChat Pay v3 does: a sealed resource in JSON, signed in the headers. */
final class WechatWallet {

  /** Of the trial hospital. */
  static final String MERCHANT = "1900000000";

  static final String SERIAL = "PUB_KEY_ID_0119000000002026110300000000000000";
  private static final String APP = "wx0000000000000000";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(VirtualTime.ZONE);
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 6;

  private final PrivateKey key;
  private final byte[] secret;

  WechatWallet(Path keys, String secret) {
    this.key = WalletKeys.read(keys, Payment.WECHAT);
    this.secret = secret.getBytes(StandardCharsets.US_ASCII);
  }

  HttpRequest.Builder notification(URI to, Payment payment) {
    String kind =
        payment.isRefund()
            ? "REFUND.SUCCESS"
            : payment.insuranceFen() > 0 ? "MEDICAL_INSURANCE.SUCCESS" : "TRANSACTION.SUCCESS";
    String sealed = payment.isRefund() ? "refund" : "transaction";
    String nonce = HexFormat.of().formatHex(WalletKeys.random(NONCE_BYTES));
    ObjectNode body =
        JSON.createObjectNode()
            .put("id", "EV-" + payment.number())
            .put("create_time", time(payment))
            .put("resource_type", "encrypt-resource")
            .put("event_type", kind)
            .put("summary", payment.isRefund() ? "退款成功" : "支付成功");
    body.putObject("resource")
        .put("original_type", sealed)
        .put("algorithm", "AEAD_AES_256_GCM")
        .put("ciphertext", seal(resource(payment), nonce, sealed))
        .put("associated_data", sealed)
        .put("nonce", nonce);
    String text = body.toString();
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    String once = HexFormat.of().formatHex(WalletKeys.random(2 * NONCE_BYTES));
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/json")
        .header("Wechatpay-Serial", SERIAL)
        .header("Wechatpay-Timestamp", timestamp)
        .header("Wechatpay-Nonce", once)
        .header("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
        .header(
            "Wechatpay-Signature",
            WalletKeys.sign(key, timestamp + "\n" + once + "\n" + text + "\n"))
        .POST(HttpRequest.BodyPublishers.ofString(text));
  }

  private static ObjectNode resource(Payment payment) {
    if (payment.isRefund()) {
      return refund(payment);
    }
    return payment.insuranceFen() > 0 ? insured(payment) : transaction(payment);
  }

  private static ObjectNode transaction(Payment payment) {
    ObjectNode resource =
        JSON.createObjectNode()
            .put("transaction_id", payment.number())
            .put("out_trade_no", payment.order())
            .put("mchid", MERCHANT)
            .put("appid", APP)
            .put("trade_state", "SUCCESS")
            .put("trade_type", "JSAPI")
            .put("bank_type", "OTHERS")
            .put("success_time", time(payment));
    resource.putObject("payer").put("openid", "o-trial");
    amount(resource).put("total", payment.fen()).put("payer_total", payment.fen());
    return resource;
  }

  private static ObjectNode refund(Payment refund) {
    ObjectNode resource =
        JSON.createObjectNode()
            .put("mchid", MERCHANT)
            .put("out_trade_no", refund.order())
            .put("transaction_id", refund.original().number())
            .put("out_refund_no", "T" + refund.number())
            .put("refund_id", refund.number())
            .put("refund_status", "SUCCESS")
            .put("success_time", time(refund))
            .put("user_received_account", "支付用户零钱");
    resource
        .putObject("amount")
        .put("total", refund.original().fen())
        .put("refund", refund.fen())
        .put("payer_total", refund.original().fen())
        .put("payer_refund", refund.fen());
    return resource;
  }

  /** Insurance and wallet pay together (医保混合支付). */
  private static ObjectNode insured(Payment payment) {
    long self = payment.fen() - payment.insuranceFen();
    return JSON.createObjectNode()
        .put("mix_trade_no", payment.number())
        .put("mix_pay_status", "MIX_PAY_SUCCESS")
        .put("self_pay_status", "SELF_PAY_SUCCESS")
        .put("med_ins_pay_status", "MED_INS_PAY_SUCCESS")
        .put("mix_pay_type", "CASH_AND_INSURANCE")
        .put("order_type", "DIAG_PAY")
        .put("appid", APP)
        .put("out_trade_no", payment.order())
        .put("paid_time", time(payment))
        .put("total_fee", payment.fen())
        .put("med_ins_gov_fee", payment.insuranceFen())
        .put("med_ins_self_fee", 0)
        .put("med_ins_other_fee", 0)
        .put("med_ins_cash_fee", self)
        .put("wechat_pay_cash_fee", self);
  }

  private static ObjectNode amount(ObjectNode resource) {
    return resource.putObject("amount").put("currency", "CNY").put("payer_currency", "CNY");
  }

  private String seal(ObjectNode resource, String nonce, String associated) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(secret, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.US_ASCII)));
      cipher.updateAAD(associated.getBytes(StandardCharsets.US_ASCII));
      byte[] text = resource.toString().getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(cipher.doFinal(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String time(Payment payment) {
    return TIME.format(Instant.ofEpochMilli(payment.atMillis()));
  }
}
