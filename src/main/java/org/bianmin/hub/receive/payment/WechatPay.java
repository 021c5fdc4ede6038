package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.exception.WechatPayException;
import java.nio.charset.StandardCharsets;
import org.bianmin.hub.journal.Parked;
import org.bianmin.hub.journal.PaymentProperties;

/** WeChat Pay v3 (微信支付), its medical insurance payments (医保支付) too. */
final class WechatPay implements Provider {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int MOST_DIGITS = 12;
  private static final String INSURANCE = "MEDICAL_INSURANCE.";

  private final PaymentProperties properties;
  private final KeyFiles files;
  private final KeyRing<PublicKeys.Found> keys;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the property and the remedy
   */
  WechatPay(String name, PaymentProperties properties) {
    this.properties = properties;
    this.files = new KeyFiles(name);
    PaymentSettings.required(properties.keys(), name + ".keys", "the platform's public key");
    PaymentSettings.required(properties.apiV3KeyFile(), name + ".api-v3-key-file", "the APIv3 key");
    PaymentSettings.required(properties.merchants(), name + ".merchants", "the merchant number");
    this.keys =
        new KeyRing<>(
            files, name, properties.keys(), PublicKeys::rsa, PublicKeys.Found::hexSerial, true);
    files.check(properties.apiV3KeyFile(), "api-v3-key-file", WechatPay::apiV3Key);
  }

  private static byte[] apiV3Key(byte[] file) {
    byte[] key = new String(file, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "it does not hold an APIv3 key (APIv3 密钥), which has 32 characters");
    }
    return key;
  }

  @Override
  public Told read(Notification notification) {
    String body = PaymentJson.text(notification.body(), StandardCharsets.UTF_8, "the body");
    verify(notification, body);
    ObjectNode told = PaymentJson.object(body, Reason.MALFORMED, "the body");
    String kind = PaymentJson.text(told, "event_type");
    if (kind.isEmpty() || !told.path("resource").isObject()) {
      throw new RefusedNotification(
          Reason.MALFORMED, "the members event_type and resource are missing");
    }
    String plain = decrypt(told.get("resource"));
    ObjectNode resource = PaymentJson.object(plain, Reason.UNREADABLE, "the resource");
    // notifications of insurance payments to a direct merchant name its application alone
    WechatMerchants.check(resource, properties, !kind.startsWith(INSURANCE));
    ObjectNode event = PaymentJson.object();
    event.put("id", PaymentJson.text(told, "id"));
    event.put("type", kind);
    event.put("createTime", PaymentJson.text(told, "create_time"));
    event.put("resourceType", PaymentJson.text(told.get("resource"), "original_type"));
    return new Told(
        PaymentJson.text(told, "id"),
        kind,
        event,
        resource,
        kind.startsWith(INSURANCE) ? parts(resource) : null,
        PaymentJson.canonical(kind, resource),
        parked(resource));
  }

  private void verify(Notification notification, String body) {
    String serial = notification.required("wechatpay-serial");
    String timestamp = notification.required("wechatpay-timestamp");
    String nonce = notification.required("wechatpay-nonce");
    String signature = notification.required("wechatpay-signature");
    boolean digits = timestamp.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || timestamp.length() > MOST_DIGITS) {
      throw new RefusedNotification(Reason.NOT_SIGNED, "wechatpay-timestamp is no time");
    }
    PublicKeys.Found key = keys.named(serial);
    boolean genuine =
        Base64Text.strict(signature) != null
            && new RSAVerifier(key.key(), serial)
                .verify(serial, timestamp + "\n" + nonce + "\n" + body + "\n", signature);
    if (!genuine) {
      throw new RefusedNotification(
          Reason.WRONG_SIGNATURE, "WeChat Pay has not signed this; see docs/payments.md");
    }
    Freshness.check(
        Long.parseLong(timestamp) * 1000,
        notification.at(),
        properties.tolerance(),
        properties.tolerance());
  }

  private String decrypt(JsonNode resource) {
    if (!"AEAD_AES_256_GCM".equals(PaymentJson.text(resource, "algorithm"))) {
      throw unreadable("its algorithm is not AEAD_AES_256_GCM");
    }
    byte[] nonce = PaymentJson.text(resource, "nonce").getBytes(StandardCharsets.UTF_8);
    byte[] ciphertext = Base64Text.strict(PaymentJson.text(resource, "ciphertext"));
    if (nonce.length != NONCE_BYTES) {
      throw unreadable("its nonce does not have 12 bytes");
    }
    if (ciphertext == null || ciphertext.length < TAG_BYTES) {
      throw unreadable("its ciphertext is not base64, or too short to be one");
    }
    byte[] key = files.read(properties.apiV3KeyFile(), "api-v3-key-file", WechatPay::apiV3Key);
    byte[] data = PaymentJson.text(resource, "associated_data").getBytes(StandardCharsets.UTF_8);
    try {
      return new AeadAesCipher(key).decrypt(data, nonce, ciphertext);
    } catch (WechatPayException | IllegalArgumentException e) {
      throw unreadable(
          "the APIv3 key does not open it; where the key was changed at WeChat Pay, put the new one"
              + " into hub.sources.<id>.payment.api-v3-key-file");
    }
  }

  private static RefusedNotification unreadable(String why) {
    return new RefusedNotification(Reason.UNREADABLE, "the resource cannot be decrypted: " + why);
  }

  /** What the insurance pays of it, and all that the hospital gets. */
  private static ObjectNode parts(ObjectNode resource) {
    long insurance =
        resource.path("med_ins_gov_fee").asLong()
            + resource.path("med_ins_self_fee").asLong()
            + resource.path("med_ins_other_fee").asLong();
    long cash = resource.path("wechat_pay_cash_fee").asLong();
    return PaymentJson.object()
        .put("amountFen", insurance + cash)
        .put("insuranceFen", insurance)
        .put("selfFen", cash);
  }

  private static Parked parked(ObjectNode resource) {
    if (PaymentJson.text(resource, "med_ins_test_env").equals("true")) {
      return new Parked(
          "map",
          "The notification is genuine and of the insurance bureau's test environment: nobody paid"
              + " anything, so it counts nowhere; let tests use a notify URL of their own",
          "/resource/med_ins_test_env");
    }
    return currency(resource);
  }

  private static Parked currency(ObjectNode resource) {
    Parked parked =
        Currency.check(PaymentJson.text(resource.path("amount"), "currency"), "/resource/amount");
    int at = 0;
    for (JsonNode order : resource.path("sub_orders")) {
      String code = PaymentJson.text(order.path("amount"), "currency");
      parked =
          parked == null ? Currency.check(code, "/resource/sub_orders/" + at + "/amount") : parked;
      at++;
    }
    return parked;
  }

  @Override
  public Answer received() {
    return new Answer(204, null, new byte[0]);
  }

  @Override
  public Answer failed(int status, String message) {
    return Answer.json(status, "FAIL", message);
  }
}
