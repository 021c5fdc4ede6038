package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.bianmin.hub.journal.PaymentProperties;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * JSON of provincial payment platforms (统一公共支付平台) and wallets, signed with HMAC-SM3 or SM2withSM3
 * over time, nonce and body (docs/payments.md).
 */
final class SignedJson implements Provider {

  private static final int MILLIS_DIGITS = 13;
  private static final int LONGEST_NONCE = 128;

  private final PaymentProperties properties;
  private final KeyFiles files;
  private final KeyRing<ECPublicKeyParameters> keys;
  private final JsonPointer merchantPlace;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the property and the remedy
   */
  SignedJson(String name, PaymentProperties properties) {
    this.properties = properties;
    this.files = new KeyFiles(name);
    this.merchantPlace = place(name, properties.merchantPlace());
    if (properties.secretFile() == null) {
      PaymentSettings.required(
          properties.keys(), name + ".secret-file (or .keys)", "the shared secret or SM2 key");
    } else {
      files.check(properties.secretFile(), "secret-file", SignedJson::secrets);
    }
    PaymentSettings.required(properties.merchants(), name + ".merchants", "the merchant number");
    this.keys = new KeyRing<>(files, name, properties.keys(), Sm2::key, key -> null, true);
  }

  private static JsonPointer place(String name, String pointer) {
    try {
      return JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name
              + ".merchant-place is '"
              + pointer
              + "', which is no JSON Pointer: begin it with a slash, for example /merchantNo or"
              + " /data/merchantNo",
          e);
    }
  }

  /** A secret per line: two while it changes. */
  private static List<byte[]> secrets(byte[] file) {
    List<byte[]> secrets =
        new String(file, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> line.getBytes(StandardCharsets.UTF_8))
            .toList();
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("it is empty; put the shared secret in, one per line");
    }
    return secrets;
  }

  @Override
  public Told read(Notification notification) {
    verify(notification);
    String body = PaymentJson.text(notification.body(), StandardCharsets.UTF_8, "the body");
    ObjectNode resource = PaymentJson.object(body, Reason.MALFORMED, "the body");
    Merchants.check(
        properties.merchants(),
        PaymentJson.text(resource.at(merchantPlace)),
        properties.merchantPlace());
    ObjectNode event = PaymentJson.object();
    event.put("timestamp", notification.headers().get("x-pay-timestamp"));
    event.put("nonce", notification.headers().get("x-pay-nonce"));
    return new Told("", "", event, resource, null, PaymentJson.canonical("", resource), null);
  }

  private void verify(Notification notification) {
    String timestamp = notification.required("x-pay-timestamp");
    String nonce = notification.required("x-pay-nonce");
    String signature = notification.required("x-pay-signature");
    long sent = millis(timestamp);
    if (nonce.length() > LONGEST_NONCE) {
      throw new RefusedNotification(Reason.NOT_SIGNED, "x-pay-nonce is longer than 128 characters");
    }
    byte[] head = (timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] signed =
        ByteBuffer.allocate(head.length + notification.body().length + 1)
            .put(head)
            .put(notification.body())
            .put((byte) '\n')
            .array();
    String serial = notification.headers().get("x-pay-serial");
    boolean genuine =
        (serial == null && properties.secretFile() != null)
            ? mac(signed, signature)
            : Sm2.signed(
                keys.named(notification.required("x-pay-serial")),
                signed,
                Base64Text.strict(signature));
    if (!genuine) {
      throw new RefusedNotification(
          Reason.WRONG_SIGNATURE,
          "the signature is not that of time, nonce and body; see docs/payments.md");
    }
    Freshness.check(sent, notification.at(), properties.tolerance(), properties.tolerance());
  }

  private boolean mac(byte[] signed, String signature) {
    byte[] given = signature.getBytes(StandardCharsets.US_ASCII);
    boolean genuine = false;
    for (byte[] secret : files.read(properties.secretFile(), "secret-file", SignedJson::secrets)) {
      HMac mac = new HMac(new SM3Digest());
      mac.init(new KeyParameter(secret));
      mac.update(signed, 0, signed.length);
      byte[] value = new byte[mac.getMacSize()];
      mac.doFinal(value, 0);
      byte[] hex = HexFormat.of().formatHex(value).getBytes(StandardCharsets.US_ASCII);
      genuine |= MessageDigest.isEqual(hex, given);
    }
    return genuine;
  }

  /** Seconds or milliseconds since 1970. */
  private static long millis(String timestamp) {
    boolean digits =
        timestamp.length() <= MILLIS_DIGITS
            && timestamp.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw new RefusedNotification(
          Reason.NOT_SIGNED, "x-pay-timestamp is not seconds or milliseconds since 1970");
    }
    long number = Long.parseLong(timestamp);
    return timestamp.length() == MILLIS_DIGITS ? number : number * 1000;
  }

  @Override
  public Answer received() {
    return Answer.json(200, "SUCCESS", "");
  }

  @Override
  public Answer failed(int status, String message) {
    return Answer.json(status, "FAIL", message);
  }
}
