package kz.digitaltenge.sdk;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/// What is read off certificates.
final class Certificates {
  private Certificates() {}

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /// What messages name a certificate by, `x5t#S256`.
  static String thumbprint(X509Certificate certificate) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(sha256(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without an encoding", e);
    }
  }

  /// @throws IllegalArgumentException when its owner has no common name
  static String commonName(X509Certificate certificate) {
    String name = certificate.getSubjectX500Principal().getName();
    try {
      return new LdapName(name)
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> String.valueOf(part.getValue()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException(name + " has no common name"));
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
