package org.bianmin.hub.receive.payment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import java.util.Set;
import org.bianmin.hub.journal.PaymentProperties;

/** UnionPay (银联全渠道), messages of version 5.1.0 and 5.0.0, signed with RSA. */
final class UnionPay implements Provider {

  private static final Set<String> NOT_SIGNED = Set.of("signature");
  private static final Set<String> NOT_TOLD = Set.of("signature", "signPubKeyCert", "certId");
  private static final String VERSION_5_1 = "5.1.0";

  private final PaymentProperties properties;
  private final KeyRing<PublicKeys.Found> keys;
  private final UnionPayCertificates certificates;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the property and the remedy
   */
  UnionPay(String name, PaymentProperties properties) {
    this.properties = properties;
    PaymentSettings.required(properties.merchants(), name + ".merchants", "the merId (商户号)");
    if (properties.keys().isEmpty() && properties.authorities().isEmpty()) {
      PaymentSettings.required(
          null, name + ".authorities", "UnionPay's root and middle certificates (根证书、中级证书)");
    }
    KeyFiles files = new KeyFiles(name);
    this.keys =
        new KeyRing<>(
            files, name, properties.keys(), PublicKeys::rsa, PublicKeys.Found::decimalSerial, true);
    this.certificates = new UnionPayCertificates(files, name, properties);
  }

  @Override
  public Told read(Notification notification) {
    // fields without a value are neither sent nor signed; nothing else is altered before verifying
    Form form = Form.read(notification.body(), "encoding").without(String::isEmpty);
    verify(form, notification.at());
    Merchants.check(properties.merchants(), form.get("merId"), "merId");
    ObjectNode event = PaymentJson.object();
    event.put("id", form.get("queryId"));
    event.put("type", form.get("txnType"));
    event.put("result", form.get("respCode"));
    return new Told(
        form.get("queryId"),
        form.get("txnType"),
        event,
        form.json(NOT_TOLD),
        null,
        form.sorted(NOT_TOLD).getBytes(StandardCharsets.UTF_8),
        Currency.check(form.get("currencyCode"), "/resource/currencyCode"));
  }

  private void verify(Form form, long now) {
    byte[] signature = Base64Text.strict(form.required("signature"));
    if (!"01".equals(form.required("signMethod"))) {
      throw new RefusedNotification(
          Reason.NOT_SIGNED, "signMethod is not 01 (RSA); let UnionPay sign with its certificate");
    }
    boolean newer = VERSION_5_1.equals(form.required("version"));
    PublicKey key =
        newer
            ? certificates.key(form.required("signPubKeyCert"), now)
            : keys.named(form.required("certId")).key();
    String content = form.sorted(NOT_SIGNED);
    boolean genuine =
        signature != null
            && signed(key, newer ? "SHA-256" : "SHA-1", content, form.charset(), signature);
    if (!genuine) {
      throw new RefusedNotification(
          Reason.WRONG_SIGNATURE, "UnionPay has not signed this; see docs/payments.md");
    }
  }

  /** The signature is over the hexadecimal digest of the fields. */
  private static boolean signed(
      PublicKey key, String digest, String content, Charset charset, byte[] signature) {
    try {
      byte[] hash = MessageDigest.getInstance(digest).digest(content.getBytes(charset));
      Signature verifier = Signature.getInstance(digest.replace("-", "") + "withRSA");
      verifier.initVerify(key);
      verifier.update(HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // a signature of another length
      return false;
    }
  }

  @Override
  public Answer received() {
    return Answer.text(200, "ok");
  }

  @Override
  public Answer failed(int status, String message) {
    return Answer.text(status, message);
  }
}
