package org.bianmin.hub.alert;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures as the receivers of messages check them. */
final class RobotSigns {

  private static final String HMAC = "HmacSHA256";

  private RobotSigns() {}

  /** The address with time and signature in its query (钉钉 加签). */
  static URI dingtalk(URI address, String secret, long millis) {
    String sign =
        URLEncoder.encode(base64(hmac(secret, millis + "\n" + secret)), StandardCharsets.UTF_8);
    String query = "timestamp=" + millis + "&sign=" + sign;
    String text = address.toString();
    return URI.create(text + (address.getRawQuery() == null ? "?" : "&") + query);
  }

  /** The signature in the body (飞书 签名校验): the text to sign is the key. */
  static String feishu(String secret, long seconds) {
    return base64(hmac(seconds + "\n" + secret, ""));
  }

  /** Lower-case hex of method, path with query, time, nonce and digest, a line each. */
  static String webhook(
      String secret, String target, String timestamp, String nonce, String digest) {
    return HexFormat.of()
        .formatHex(hmac(secret, String.join("\n", "POST", target, timestamp, nonce, digest)));
  }

  /** Lower-case hex SHA-256. */
  static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
