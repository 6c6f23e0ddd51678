package kz.digitaltenge.trust.participant;

import java.io.IOException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x500.X500Name;

/// Names as the library has them.
final class X500Names {
  private X500Names() {}

  static X500Name subjectOf(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  static byte[] encoded(X500Name name) {
    try {
      return name.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("A name without an encoding", e);
    }
  }
}
