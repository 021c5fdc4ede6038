package org.bianmin.hub.receive.payment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.asn1.gm.GMNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Signatures SM2withSM3 (GB/T 32918), with the user id that everybody uses. */
final class Sm2 {

  private static final X9ECParameters CURVE = GMNamedCurves.getByName("sm2p256v1");
  private static final int POINT_HEX = 130;
  private static final int PLAIN_BYTES = 64;

  private Sm2() {}

  /**
   * Reads a public key: PEM or base64 of SubjectPublicKeyInfo, or the point in hexadecimal.
   *
   * @throws IllegalArgumentException saying what the file should hold
   */
  static ECPublicKeyParameters key(byte[] file) {
    try {
      String text = new String(file, StandardCharsets.ISO_8859_1).strip();
      if (text.length() == POINT_HEX && text.startsWith("04")) {
        return new ECPublicKeyParameters(
            CURVE.getCurve().decodePoint(HexFormat.of().parseHex(text)),
            new ECDomainParameters(CURVE));
      }
      if (PublicKeyFactory.createKey(PublicKeys.der(file)) instanceof ECPublicKeyParameters key
          && key.getParameters().getCurve().equals(CURVE.getCurve())) {
        return key;
      }
    } catch (IOException | RuntimeException e) {
      throw notSm2(e);
    }
    throw notSm2(null);
  }

  private static IllegalArgumentException notSm2(Exception cause) {
    return new IllegalArgumentException(
        "it holds no SM2 public key; put in PEM, base64, or the point as 130 hexadecimal digits",
        cause);
  }

  /** Whether a signature, DER or the 64 bytes r and s, is that of the bytes. */
  static boolean signed(ECPublicKeyParameters key, byte[] bytes, byte[] signature) {
    if (signature == null) {
      return false;
    }
    SM2Signer signer =
        new SM2Signer(
            signature.length == PLAIN_BYTES
                ? PlainDSAEncoding.INSTANCE
                : StandardDSAEncoding.INSTANCE);
    signer.init(false, key);
    signer.update(bytes, 0, bytes.length);
    return signer.verifySignature(signature);
  }
}
