package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.bianmin.hub.journal.PaymentProperties;

/** Alipay (支付宝), asynchronous notifications signed with RSA2. */
final class Alipay implements Provider {

  private static final Set<String> NOT_SIGNED = Set.of("sign", "sign_type");

  /** Alipay sends a notification again under its number, at another time and signed anew. */
  private static final Set<String> NOT_TOLD = Set.of("sign", "sign_type", "notify_time");

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final PaymentProperties properties;
  private final ZoneId zone;
  private final KeyRing<PublicKeys.Found> keys;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the property and the remedy
   */
  Alipay(String name, PaymentProperties properties, ZoneId zone) {
    this.properties = properties;
    this.zone = zone;
    PaymentSettings.required(properties.keys(), name + ".keys", "Alipay's public key (支付宝公钥)");
    PaymentSettings.required(properties.apps(), name + ".apps", "the application id (APPID)");
    this.keys =
        new KeyRing<>(
            new KeyFiles(name),
            name,
            properties.keys(),
            PublicKeys::rsa,
            PublicKeys.Found::hexSerial,
            false);
  }

  @Override
  public Told read(Notification notification) {
    // Alipay leaves fields without a value out of what it signs
    Form form = Form.read(notification.body(), "charset").without(Alipay::blank);
    verify(form);
    String time = form.get("notify_time");
    Freshness.check(millis(time), notification.at(), properties.resent(), properties.tolerance());
    Merchants.check(properties.apps(), form.get("app_id"), "app_id");
    Merchants.check(properties.merchants(), form.get("seller_id"), "seller_id");
    String kind =
        form.get("trade_status").isEmpty() ? form.get("notify_type") : form.get("trade_status");
    ObjectNode event = PaymentJson.object();
    event.put("id", form.get("notify_id"));
    event.put("type", kind);
    event.put("time", time);
    return new Told(
        form.get("notify_id"),
        kind,
        event,
        form.json(NOT_SIGNED),
        null,
        form.sorted(NOT_TOLD).getBytes(StandardCharsets.UTF_8),
        Currency.check(form.get("trans_currency"), "/resource/trans_currency"));
  }

  private static boolean blank(String value) {
    return value.chars().allMatch(Character::isWhitespace);
  }

  private void verify(Form form) {
    byte[] signature = Base64Text.strict(form.required("sign"));
    if (!"RSA2".equals(form.required("sign_type"))) {
      throw new RefusedNotification(
          Reason.NOT_SIGNED, "sign_type is not RSA2; choose RSA2 at Alipay (加签方式)");
    }
    byte[] content = form.sorted(NOT_SIGNED).getBytes(form.charset());
    boolean genuine =
        signature != null
            && keys.all().stream().anyMatch(key -> signed(key.key(), content, signature));
    if (!genuine) {
      throw new RefusedNotification(
          Reason.WRONG_SIGNATURE,
          "none of the keys has signed this; hub.sources.<id>.payment.keys takes Alipay's public"
              + " key (支付宝公钥), not the application's own (应用公钥)");
    }
  }

  /** Whether Alipay's key signed the bytes. */
  static boolean signed(PublicKey key, byte[] content, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // a signature of another length
      return false;
    }
  }

  private long millis(String time) {
    try {
      return LocalDateTime.parse(time, TIME).atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new RefusedNotification(Reason.MALFORMED, "notify_time is no time");
    }
  }

  @Override
  public Answer received() {
    return Answer.text(200, "success");
  }

  @Override
  public Answer failed(int status, String message) {
    return Answer.text(status, "failure");
  }
}
