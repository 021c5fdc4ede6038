package org.bianmin.hub.platform;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** Signs requests (docs/platform-contract/README.md, "Signature"). */
final class Signature {

  private final String algorithm;
  private final byte[] key;

  /**
   * For one destination.
   *
   * @param algorithm {@code HMAC-SM3} or {@code HMAC-SHA256}
   * @param key the shared key's text
   * @throws IllegalArgumentException for another algorithm
   */
  Signature(String algorithm, String key) {
    this.algorithm = algorithm;
    this.key = key.getBytes(StandardCharsets.UTF_8);
    digest();
  }

  String algorithm() {
    return algorithm;
  }

  /** Lower-case hex digest of a body. */
  String digestOf(byte[] body) {
    Digest digest = digest();
    digest.update(body, 0, body.length);
    byte[] value = new byte[digest.getDigestSize()];
    digest.doFinal(value, 0);
    return HexFormat.of().formatHex(value);
  }

  /** Lower-case hex HMAC over the five lines of the contract. */
  String sign(String method, String target, String timestamp, String nonce, String digest) {
    byte[] text =
        String.join("\n", method, target, timestamp, nonce, digest)
            .getBytes(StandardCharsets.UTF_8);
    HMac mac = new HMac(digest());
    mac.init(new KeyParameter(key));
    mac.update(text, 0, text.length);
    byte[] value = new byte[mac.getMacSize()];
    mac.doFinal(value, 0);
    return HexFormat.of().formatHex(value);
  }

  private Digest digest() {
    return switch (algorithm) {
      case "HMAC-SM3" -> new SM3Digest();
      case "HMAC-SHA256" -> SHA256Digest.newInstance();
      default ->
          throw new IllegalArgumentException(
              "signature '" + algorithm + "' is not known: write HMAC-SM3 or HMAC-SHA256");
    };
  }
}
