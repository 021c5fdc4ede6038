package org.bianmin.hub.receive.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.bianmin.hub.journal.PaymentProperties;

/** Certificates that come inside of messages: whether UnionPay's authorities issued them to it. */
final class UnionPayCertificates {

  /** Of the parts of the common name, the one that names whom it belongs to. */
  private static final int OWNER = 2;

  private static final int LONGEST = 16_384;

  private final KeyFiles files;
  private final PaymentProperties properties;

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException naming the property and the remedy
   */
  UnionPayCertificates(KeyFiles files, String name, PaymentProperties properties) {
    this.files = files;
    this.properties = properties;
    boolean root = properties.authorities().isEmpty();
    for (int i = 0; i < properties.authorities().size(); i++) {
      root |=
          isRoot(
              files.check(
                  properties.authorities().get(i), "authorities[" + i + "]", PublicKeys::x509));
    }
    if (!root) {
      throw new IllegalArgumentException(
          name
              + ".authorities holds no root certificate (根证书), so that no certificate of UnionPay's"
              + " can be judged: add the root beside the middle one");
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
      if (isRoot(issuer)) {
        return valid(issuer, now);
      }
      at = issuer;
    }
    return false;
  }

  private static boolean isRoot(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
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
    List<String> names = commonNames(certificate);
    if (names.size() != 1) {
      return false;
    }
    String[] parts = names.get(0).split("@", -1);
    return parts.length > OWNER && parts[OWNER].equals(properties.signer());
  }

  private static List<String> commonNames(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        Attribute name = rdn.toAttributes().get("CN");
        for (int i = 0; name != null && i < name.size(); i++) {
          names.add(String.valueOf(name.get(i)));
        }
      }
    } catch (NamingException e) {
      return List.of();
    }
    return names;
  }
}
