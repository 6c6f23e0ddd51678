package kz.digitaltenge.trust.signed;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.IssuedCertificate;

/// Whether a chain leads to a trusted root and its certificate may sign messages at a time (RFC
/// 5280 section 6, as far as our three levels need it).
final class ChainCheck {
  private static final int NON_REPUDIATION = 1;
  private static final int CERTIFICATE_SIGN = 5;

  private final Set<Hash> roots;

  /// Trusts these roots.
  ///
  /// @param roots their thumbprints; two while one takes the other's place
  ChainCheck(Set<Hash> roots) {
    this.roots = Set.copyOf(roots);
  }

  /// The first rule that does not hold, empty when all do.
  Optional<MessageRefusal> refusal(CertificateChain chain, Instant at) {
    return pathRefusal(chain, at)
        .or(
            () ->
                has(chain.leaf(), NON_REPUDIATION)
                    ? Optional.empty()
                    : Optional.of(MessageRefusal.CERTIFICATE_NOT_FOR_SIGNATURES));
  }

  /// The same for a certificate of any purpose.
  Optional<MessageRefusal> pathRefusal(CertificateChain chain, Instant at) {
    if (!roots.contains(IssuedCertificate.thumbprint(chain.root()))
        || !isIssuedBy(chain.issuer(), chain.root())
        || !isIssuedBy(chain.leaf(), chain.issuer())) {
      return Optional.of(MessageRefusal.CERTIFICATE_OF_FOREIGN_AUTHORITY);
    }
    for (X509Certificate each : chain.all()) {
      if (at.isBefore(each.getNotBefore().toInstant())) {
        return Optional.of(MessageRefusal.CERTIFICATE_NOT_YET_VALID);
      }
      if (at.isAfter(each.getNotAfter().toInstant())) {
        return Optional.of(MessageRefusal.CERTIFICATE_EXPIRED);
      }
    }
    return Optional.empty();
  }

  private static boolean isIssuedBy(X509Certificate certificate, X509Certificate above) {
    if (above.getBasicConstraints() < 0
        || !has(above, CERTIFICATE_SIGN)
        || !certificate.getIssuerX500Principal().equals(above.getSubjectX500Principal())) {
      return false;
    }
    try {
      certificate.verify(above.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static boolean has(X509Certificate certificate, int usage) {
    boolean[] usages = certificate.getKeyUsage();
    return usages != null && usages[usage];
  }
}
