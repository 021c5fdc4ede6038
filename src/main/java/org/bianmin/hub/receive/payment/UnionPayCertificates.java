package org.bianmin.hub.receive.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bianmin.hub.journal.PaymentProperties;

/** Certificates that come inside of messages: whether UnionPay's authorities issued them to it. */
final class UnionPayCertificates {

  private static final Pattern COMMON_NAME = Pattern.compile("(?:^|,)\\s*CN=(\"[^\"]*\"|[^,]*)");
  private static final int LONGEST = 16_384;

  private final KeyFiles files;
  private final PaymentProperties properties;

  UnionPayCertificates(KeyFiles files, PaymentProperties properties) {
    this.files = files;
    this.properties = properties;
    for (int i = 0; i < properties.authorities().size(); i++) {
      files.check(properties.authorities().get(i), "authorities[" + i + "]", PublicKeys::x509);
    }
  }

  /**
   * The key of a certificate.
   *
   * @param now epoch milliseconds
   * @throws RefusedNotification when it is not UnionPay's
   */
  PublicKey key(String pem, long now) {
    X509Certificate certificate;
    try {
      if (pem.length() > LONGEST) {
        throw new IllegalArgumentException();
      }
      certificate = PublicKeys.x509(pem.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw new RefusedNotification(Reason.MALFORMED, "signPubKeyCert is no certificate");
    }
    if (!issued(certificate, now)) {
      throw new RefusedNotification(
          Reason.UNKNOWN_KEY,
          "no authority of hub.sources.<id>.payment.authorities issued its certificate, or it has"
              + " ended; where UnionPay has a new root or middle certificate, add it");
    }
    if (!belongs(certificate)) {
      throw new RefusedNotification(
          Reason.UNKNOWN_KEY,
          "its certificate is not UnionPay's (hub.sources.<id>.payment.signer)");
    }
    return certificate.getPublicKey();
  }

  /** By a middle authority that the root issued, or by the root itself. */
  private boolean issued(X509Certificate certificate, long now) {
    List<X509Certificate> authorities = authorities();
    X509Certificate at = certificate;
    for (int i = 0; i <= authorities.size(); i++) {
      if (!valid(at, now)) {
        return false;
      }
      X509Certificate child = at;
      X509Certificate issuer =
          authorities.stream().filter(by -> signed(child, by)).findFirst().orElse(null);
      if (issuer == null) {
        return false;
      }
      if (issuer.getSubjectX500Principal().equals(issuer.getIssuerX500Principal())) {
        return valid(issuer, now);
      }
      at = issuer;
    }
    return false;
  }

  private List<X509Certificate> authorities() {
    List<X509Certificate> all = new ArrayList<>();
    for (int i = 0; i < properties.authorities().size(); i++) {
      all.add(
          files.read(properties.authorities().get(i), "authorities[" + i + "]", PublicKeys::x509));
    }
    return all;
  }

  private static boolean valid(X509Certificate certificate, long now) {
    return certificate.getNotBefore().toInstant().toEpochMilli() <= now
        && certificate.getNotAfter().toInstant().toEpochMilli() >= now;
  }

  private static boolean signed(X509Certificate child, X509Certificate by) {
    if (by.getBasicConstraints() < 0
        || !child.getIssuerX500Principal().equals(by.getSubjectX500Principal())) {
      return false;
    }
    try {
      child.verify(by.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The common name has parts: {@code 051@…@中国银联股份有限公司@…}. */
  private boolean belongs(X509Certificate certificate) {
    Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
    return name.find()
        && Arrays.asList(name.group(1).replace("\"", "").split("@", -1))
            .contains(properties.signer());
  }
}
