package org.bianmin.hub.receive.payment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as the providers do. Written from their documents with the JDK alone, and shares nothing
 * with the code that verifies.
 */
public final class Wallets {

  /** A request as a provider sends it. */
  public record Request(Map<String, String> headers, byte[] body) {

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public static final String SERIAL = "PUB_KEY_ID_0119000001092026110300000000";
  public static final String API_V3_KEY = "0123456789abcdefghijklmnopqrstuv";
  public static final String MERCHANT = "1900000109";
  public static final String APP = "2021000000000001";
  public static final String SELLER = "2088000000000001";
  public static final String UNIONPAY_MERCHANT = "777290058110097";
  public static final String SECRET = "secret-of-this-test-only";

  private static final SecureRandom RANDOM = new SecureRandom();

  public final KeyPair wechat = rsa();
  public final KeyPair alipay = rsa();
  public final TestCertificates.Issued root = TestCertificates.root("CN=Test Root");
  public final TestCertificates.Issued middle =
      TestCertificates.issue("CN=Test Middle", root, BigInteger.TWO, true);
  public final TestCertificates.Issued unionpay =
      TestCertificates.issue(
          "CN=041@Z12@中国银联股份有限公司@00001495", middle, BigInteger.valueOf(69_026_276_696L), false);

  static KeyPair rsa() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the files that a hub needs to verify, and answers its settings. */
  public List<String> settings(Path folder) {
    write(folder, "wechat.pem", pem("PUBLIC KEY", wechat.getPublic().getEncoded()));
    write(folder, "api-v3.key", API_V3_KEY + "\n");
    write(folder, "alipay.txt", base64(alipay.getPublic().getEncoded()));
    write(folder, "root.pem", root.pem());
    write(folder, "middle.pem", middle.pem());
    write(folder, "unionpay.pem", unionpay.pem());
    write(folder, "secret.txt", SECRET);
    String files = folder + "/";
    return List.of(
        "--hub.sources.wx.transport=payment",
        "--hub.sources.wx.profile=payment-wechat",
        "--hub.sources.wx.payment.provider=wechat",
        "--hub.sources.wx.payment.keys[0].serial=" + SERIAL,
        "--hub.sources.wx.payment.keys[0].file=" + files + "wechat.pem",
        "--hub.sources.wx.payment.api-v3-key-file=" + files + "api-v3.key",
        "--hub.sources.wx.payment.merchants=" + MERCHANT,
        "--hub.sources.ali.transport=payment",
        "--hub.sources.ali.profile=payment-alipay",
        "--hub.sources.ali.payment.provider=alipay",
        "--hub.sources.ali.payment.keys[0].file=" + files + "alipay.txt",
        "--hub.sources.ali.payment.apps=" + APP,
        "--hub.sources.ali.payment.merchants=" + SELLER,
        "--hub.sources.up.transport=payment",
        "--hub.sources.up.profile=payment-unionpay",
        "--hub.sources.up.payment.provider=unionpay",
        "--hub.sources.up.payment.keys[0].file=" + files + "unionpay.pem",
        "--hub.sources.up.payment.authorities=" + files + "root.pem," + files + "middle.pem",
        "--hub.sources.up.payment.merchants=" + UNIONPAY_MERCHANT,
        "--hub.sources.gov.transport=payment",
        "--hub.sources.gov.profile=payment-signed-json",
        "--hub.sources.gov.payment.provider=signed-json",
        "--hub.sources.gov.payment.secret-file=" + files + "secret.txt",
        "--hub.sources.gov.payment.merchants=GOV0001");
  }

  private static void write(Path folder, String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pem(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A notification of WeChat Pay, encrypted and signed anew with every call. */
  public Request wechat(String id, String kind, String resource, long millis) {
    byte[] bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    String body =
        "{\"id\":\""
            + id
            + "\",\"create_time\":\"2026-11-03T09:31:05+08:00\",\"event_type\":\""
            + kind
            + "\",\"resource_type\":\"encrypt-resource\",\"summary\":\"s\",\"resource\":"
            + "{\"original_type\":\"transaction\",\"algorithm\":\"AEAD_AES_256_GCM\",\"ciphertext\":\""
            + sealed(resource, nonce)
            + "\",\"associated_data\":\"transaction\",\"nonce\":\""
            + nonce
            + "\"}}";
    return wechatSigned(body, SERIAL, millis);
  }

  static String sealed(String resource, String nonce) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(API_V3_KEY.getBytes(StandardCharsets.UTF_8), "AES"),
          new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
      cipher.updateAAD("transaction".getBytes(StandardCharsets.UTF_8));
      return base64(cipher.doFinal(resource.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Request wechatSigned(String body, String serial, long millis) {
    String timestamp = Long.toString(millis / 1000);
    String nonce = Long.toHexString(RANDOM.nextLong());
    String signature =
        base64(
            sign(
                "SHA256withRSA",
                wechat.getPrivate(),
                (timestamp + "\n" + nonce + "\n" + body + "\n").getBytes(StandardCharsets.UTF_8)));
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/json");
    headers.put("wechatpay-serial", serial);
    headers.put("wechatpay-timestamp", timestamp);
    headers.put("wechatpay-nonce", nonce);
    headers.put("wechatpay-signature", signature);
    headers.put("wechatpay-signature-type", "WECHATPAY2-SHA256-RSA2048");
    return new Request(headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A payment as WeChat Pay tells it. */
  public static String wechatPaid(String number, long fen) {
    return "{\"mchid\":\""
        + MERCHANT
        + "\",\"appid\":\"wx1\",\"out_trade_no\":\"OT"
        + number
        + "\",\"transaction_id\":\""
        + number
        + "\",\"trade_state\":\"SUCCESS\","
        + "\"success_time\":\"2026-11-03T09:31:00+08:00\",\"amount\":{\"total\":"
        + fen
        + ",\"payer_total\":"
        + fen
        + ",\"currency\":\"CNY\"},\"attach\":\"门诊\"}";
  }

  /** A notification of Alipay about a trade. */
  public Request alipay(Map<String, String> fields, Charset charset, String time) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("app_id", APP);
    all.put("seller_id", SELLER);
    all.put("charset", charset.name());
    all.put("notify_type", "trade_status_sync");
    all.put("notify_time", time);
    all.putAll(fields);
    Map<String, String> signed = new TreeMap<>(all);
    signed.values().removeIf(String::isBlank);
    String content = joined(signed);
    all.put("sign", base64(sign("SHA256withRSA", alipay.getPrivate(), content.getBytes(charset))));
    all.put("sign_type", "RSA2");
    return form(all, charset);
  }

  /** A notification of UnionPay, version 5.1.0. */
  public Request unionpay(Map<String, String> fields, Charset charset) {
    Map<String, String> all = unionpayFields(fields, charset, "5.1.0");
    all.put("signPubKeyCert", unionpay.pem().replace("\n", "\r\n"));
    return unionpaySigned(all, charset, "SHA-256", unionpay.key());
  }

  /** The same, version 5.0.0. */
  Request unionpayOld(Map<String, String> fields, Charset charset) {
    Map<String, String> all = unionpayFields(fields, charset, "5.0.0");
    return unionpaySigned(all, charset, "SHA-1", unionpay.key());
  }

  private static Map<String, String> unionpayFields(
      Map<String, String> fields, Charset charset, String version) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("version", version);
    all.put("encoding", charset.name());
    all.put("signMethod", "01");
    all.put("certId", "69026276696");
    all.put("merId", UNIONPAY_MERCHANT);
    all.put("currencyCode", "156");
    all.put("respCode", "00");
    all.put("respMsg", "成功");
    all.putAll(fields);
    return all;
  }

  static Request unionpaySigned(
      Map<String, String> all, Charset charset, String digest, PrivateKey key) {
    try {
      String content = joined(new TreeMap<>(all));
      String hash =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance(digest).digest(content.getBytes(charset)));
      byte[] signature =
          sign(digest.replace("-", "") + "withRSA", key, hash.getBytes(StandardCharsets.US_ASCII));
      all.put("signature", base64(signature));
      return form(all, charset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Request form(Map<String, String> fields, Charset charset) {
    String body =
        fields.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), charset))
            .collect(Collectors.joining("&"));
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/x-www-form-urlencoded; charset=" + charset.name());
    return new Request(headers, body.getBytes(StandardCharsets.US_ASCII));
  }

  private static String joined(Map<String, String> sorted) {
    return sorted.entrySet().stream()
        .map(f -> f.getKey() + "=" + f.getValue())
        .collect(Collectors.joining("&"));
  }

  static byte[] sign(String algorithm, PrivateKey key, byte[] text) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
