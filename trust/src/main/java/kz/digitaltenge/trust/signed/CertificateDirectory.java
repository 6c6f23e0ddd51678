package kz.digitaltenge.trust.signed;

import java.util.Optional;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;

/// Finds the certificates that messages name. What it finds is not yet trusted.
@FunctionalInterface
public interface CertificateDirectory {
  /// The chain of a certificate, by the SHA-256 of its DER.
  Optional<CertificateChain> find(Hash thumbprint);

  /// Everything that this authority issued.
  static CertificateDirectory of(ParticipantAuthority authority) {
    return thumbprint ->
        authority
            .find(thumbprint)
            .map(IssuedCertificate::certificate)
            .flatMap(
                leaf ->
                    authority.issuers().stream()
                        .filter(
                            issuer ->
                                issuer
                                    .getSubjectX500Principal()
                                    .equals(leaf.getIssuerX500Principal()))
                        .findFirst()
                        .map(issuer -> new CertificateChain(leaf, issuer, authority.root())));
  }
}
