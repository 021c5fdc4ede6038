package org.bianmin.hub.receive.payment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Certificates of tests: a root, what it issues, and what that issues. */
public final class TestCertificates {

  /** A certificate, and the key that belongs to it. */
  public record Issued(X509Certificate certificate, PrivateKey key) {

    String pem() {
      try {
        return Wallets.pem("CERTIFICATE", certificate.getEncoded());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);

  private TestCertificates() {}

  public static Issued root(String name) {
    KeyPair keys = Wallets.rsa();
    return make(name, name, keys, keys.getPrivate(), BigInteger.ONE, true, 3650);
  }

  static Issued issue(String name, Issued by, BigInteger serial, boolean authority) {
    return issue(name, by, serial, authority, 365);
  }

  public static Issued issue(
      String name, Issued by, BigInteger serial, boolean authority, int days) {
    String issuer = by.certificate().getSubjectX500Principal().getName();
    return make(name, issuer, Wallets.rsa(), by.key(), serial, authority, days);
  }

  @SuppressWarnings("JavaUtilDate") // the library's own type
  private static Issued make(
      String name,
      String issuer,
      KeyPair keys,
      PrivateKey by,
      BigInteger serial,
      boolean authority,
      int days) {
    try {
      Instant now = Instant.now();
      V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
      generator.setSerialNumber(new org.bouncycastle.asn1.ASN1Integer(serial));
      generator.setSignature(ALGORITHM);
      generator.setIssuer(new X500Name(issuer));
      generator.setSubject(new X500Name(name));
      generator.setStartDate(new Time(Date.from(now.minus(10, ChronoUnit.DAYS))));
      generator.setEndDate(new Time(Date.from(now.plus(days, ChronoUnit.DAYS))));
      generator.setSubjectPublicKeyInfo(
          SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
      generator.setExtensions(
          new Extensions(
              new Extension(
                  Extension.basicConstraints, true, new BasicConstraints(authority).getEncoded())));
      TBSCertificate tbs = generator.generateTBSCertificate();
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(tbs);
      parts.add(ALGORITHM);
      parts.add(new DERBitString(Wallets.sign("SHA256withRSA", by, tbs.getEncoded("DER"))));
      byte[] der = new DERSequence(parts).getEncoded("DER");
      return new Issued(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der)),
          keys.getPrivate());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
