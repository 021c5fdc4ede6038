package org.bianmin.hub.receive.payment;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.signers.SM2Signer;

/** Signs JSON with national cryptography, as docs/payments.md asks for it. */
public final class SignedWallet {

  private static final SecureRandom RANDOM = new SecureRandom();

  private SignedWallet() {}

  /** JSON signed with HMAC-SM3. */
  public static Wallets.Request signed(String body, long millis) {
    String timestamp = Long.toString(millis / 1000);
    String nonce = Long.toHexString(RANDOM.nextLong());
    byte[] text = (timestamp + "\n" + nonce + "\n" + body + "\n").getBytes(StandardCharsets.UTF_8);
    HMac mac = new HMac(new SM3Digest());
    mac.init(new KeyParameter(Wallets.SECRET.getBytes(StandardCharsets.UTF_8)));
    mac.update(text, 0, text.length);
    byte[] value = new byte[mac.getMacSize()];
    mac.doFinal(value, 0);
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", "application/json");
    headers.put("x-pay-timestamp", timestamp);
    headers.put("x-pay-nonce", nonce);
    headers.put("x-pay-signature", HexFormat.of().formatHex(value));
    return new Wallets.Request(headers, body.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON signed with SM2withSM3. */
  static Wallets.Request signedSm2(String body, long millis, String serial, BigInteger key) {
    Wallets.Request request = signed(body, millis);
    byte[] text =
        (request.headers().get("x-pay-timestamp")
                + "\n"
                + request.headers().get("x-pay-nonce")
                + "\n"
                + body
                + "\n")
            .getBytes(StandardCharsets.UTF_8);
    SM2Signer signer = new SM2Signer();
    signer.init(
        true,
        new ECPrivateKeyParameters(
            key, new ECDomainParameters(GMNamedCurves.getByName("sm2p256v1"))));
    signer.update(text, 0, text.length);
    try {
      request.headers().put("x-pay-signature", Wallets.base64(signer.generateSignature()));
    } catch (CryptoException e) {
      throw new IllegalStateException(e);
    }
    request.headers().put("x-pay-serial", serial);
    return request;
  }
}
