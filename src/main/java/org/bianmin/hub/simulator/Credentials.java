package org.bianmin.hub.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bianmin.hub.simulator.SimulatorSettings.App;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** Who calls: app id, clock, digest, signature, nonce (the contract's README, "Signature"). */
final class Credentials {

  private static final long CLOCK_MILLIS = 5 * 60_000L;
  private static final int MAX_KEYS = 2;

  private record Caller(App app, List<byte[]> keys) {}

  private final Map<String, Caller> callers = new HashMap<>();
  private final Clock clock;
  private final Nonces nonces;

  /**
   * Reads the keys.
   *
   * @throws IllegalStateException when an app has no key, more than two, or there is no app
   */
  Credentials(Map<String, App> apps, Clock clock) {
    this.clock = clock;
    this.nonces = new Nonces(clock);
    if (apps.isEmpty()) {
      throw new IllegalStateException(
          "The simulator knows no app id: set hub.simulator.apps.<app id>.key-file");
    }
    apps.forEach((id, app) -> callers.put(id, new Caller(app, keys(id, app))));
  }

  private static List<byte[]> keys(String id, App app) {
    List<String> texts = new ArrayList<>();
    if (app.key() != null && !app.key().isBlank()) {
      texts.add(app.key());
    }
    if (app.keyFile() != null) {
      try {
        Files.readAllLines(app.keyFile(), UTF_8).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .forEach(texts::add);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "hub.simulator.apps." + id + ".key-file cannot be read: " + app.keyFile(), e);
      }
    }
    if (texts.isEmpty() || texts.size() > MAX_KEYS) {
      throw new IllegalStateException(
          "hub.simulator.apps." + id + " has " + texts.size() + " keys; one or two are valid");
    }
    return texts.stream().map(text -> text.getBytes(UTF_8)).toList();
  }

  /**
   * Checks a request.
   *
   * @param method HTTP method
   * @param target path and query as in the request line
   * @param header value of a header by its name, null when absent
   * @param body the bytes received
   * @return what the caller may do
   * @throws Refusal 401, naming what is wrong
   */
  App verify(String method, String target, UnaryOperator<String> header, byte[] body)
      throws Refusal {
    String appId = header.apply("X-App-Id");
    Caller caller = appId == null ? null : callers.get(appId);
    if (caller == null) {
      throw unauthorized("APP_ID", "X-App-Id is absent or not known here.");
    }
    boolean sm3 = sm3(header.apply("X-Signature-Algorithm"));
    String timestamp = header.apply("X-Timestamp");
    checkClock(timestamp);
    String nonce = header.apply("X-Nonce");
    if (!wellFormed(nonce)) {
      throw unauthorized("NONCE", "X-Nonce is 16 to 64 letters, digits, '.', '_' or '-'.");
    }
    String digest = hex(digest(sm3), body);
    if (!same(digest, header.apply("X-Digest"))) {
      throw unauthorized("DIGEST", "X-Digest is not the digest of the body received.");
    }
    String text = String.join("\n", method, target, timestamp, nonce, digest);
    String signature = header.apply("X-Signature");
    boolean signed = false;
    for (byte[] key : caller.keys) {
      signed |= same(hmac(digest(sm3), key, text.getBytes(UTF_8)), signature);
    }
    if (!signed) {
      throw unauthorized(
          "SIGNATURE", "X-Signature does not fit; compare with the contract's worked example.");
    }
    // last, so that nobody without the key can use up a nonce
    if (!nonces.take(appId, nonce)) {
      throw unauthorized("NONCE", "X-Nonce was used before; every request has a new one.");
    }
    return caller.app;
  }

  private static boolean sm3(String algorithm) throws Refusal {
    if ("HMAC-SM3".equals(algorithm)) {
      return true;
    }
    if ("HMAC-SHA256".equals(algorithm)) {
      return false;
    }
    throw unauthorized("ALGORITHM", "X-Signature-Algorithm is HMAC-SM3 or HMAC-SHA256.");
  }

  private void checkClock(String timestamp) throws Refusal {
    long sent;
    try {
      sent = Long.parseLong(timestamp == null ? "" : timestamp);
    } catch (NumberFormatException e) {
      throw unauthorized("CLOCK", "X-Timestamp is epoch milliseconds.");
    }
    long now = clock.millis();
    if (sent < now - CLOCK_MILLIS || sent > now + CLOCK_MILLIS) {
      throw unauthorized(
          "CLOCK",
          "X-Timestamp differs from the platform's clock by more than 5 minutes; set the sender's"
              + " clock by NTP.");
    }
  }

  private static boolean wellFormed(String nonce) {
    if (nonce == null || nonce.length() < 16 || nonce.length() > 64) {
      return false;
    }
    for (int i = 0; i < nonce.length(); i++) {
      char c = nonce.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static ExtendedDigest digest(boolean sm3) {
    return sm3 ? new SM3Digest() : new SHA256Digest();
  }

  private static String hex(ExtendedDigest digest, byte[] bytes) {
    byte[] out = new byte[digest.getDigestSize()];
    digest.update(bytes, 0, bytes.length);
    digest.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  private static String hmac(ExtendedDigest digest, byte[] key, byte[] text) {
    HMac mac = new HMac(digest);
    mac.init(new KeyParameter(key));
    mac.update(text, 0, text.length);
    byte[] out = new byte[mac.getMacSize()];
    mac.doFinal(out, 0);
    return HexFormat.of().formatHex(out);
  }

  private static boolean same(String computed, String sent) {
    return sent != null && MessageDigest.isEqual(computed.getBytes(US_ASCII), sent.getBytes(UTF_8));
  }

  private static Refusal unauthorized(String code, String detail) {
    return new Refusal(401, code, detail);
  }
}
