package org.bianmin.hub.receive.payment;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/** RSA public keys and certificates as providers hand them out: PEM, DER, or bare base64. */
final class PublicKeys {

  /**
   * A public key.
   *
   * @param certificate the certificate that it stands in, or null
   */
  record Found(PublicKey key, X509Certificate certificate) {

    /** The serial as WeChat Pay writes it, upper-case hexadecimal; null without certificate. */
    String hexSerial() {
      return certificate == null
          ? null
          : certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    }

    /** The serial as UnionPay writes it, decimal; null without certificate. */
    String decimalSerial() {
      return certificate == null ? null : certificate.getSerialNumber().toString();
    }
  }

  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private PublicKeys() {}

  /**
   * Reads a key.
   *
   * @throws IllegalArgumentException saying what the file should hold
   */
  static Found rsa(byte[] file) {
    try {
      if (text(file).contains(CERTIFICATE)) {
        return found(certificate(file));
      }
      byte[] der = der(file);
      try {
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        return new Found(key, null);
      } catch (GeneralSecurityException e) {
        return found(certificate(der));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "it holds no RSA public key and no certificate; put in the provider's public key (not"
              + " the hospital's own, and no private key), as PEM or base64",
          e);
    }
  }

  /**
   * Reads a certificate.
   *
   * @throws IllegalArgumentException for anything else
   */
  static X509Certificate x509(byte[] file) {
    try {
      return certificate(file);
    } catch (CertificateException e) {
      throw new IllegalArgumentException("it holds no certificate; put in one, as PEM or DER", e);
    }
  }

  private static Found found(X509Certificate certificate) {
    if (!(certificate.getPublicKey() instanceof RSAPublicKey)) {
      throw new IllegalArgumentException("another kind of key");
    }
    return new Found(certificate.getPublicKey(), certificate);
  }

  private static X509Certificate certificate(byte[] bytes) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(bytes));
  }

  /** The bytes inside of PEM or base64; as they are where it is neither. */
  static byte[] der(byte[] file) {
    String text = text(file).replaceAll("-----[A-Z0-9 ]+-----", "").replaceAll("\\s", "");
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return file;
    }
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }
}
