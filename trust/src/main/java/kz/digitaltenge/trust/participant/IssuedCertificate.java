package kz.digitaltenge.trust.participant;

import java.math.BigInteger;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import kz.digitaltenge.ledger.crypto.Hash;

/// A certificate of the authority's registry.
///
/// @param requestId under which it was asked for
/// @param at when it was issued
/// @param revocation empty while it is good
public record IssuedCertificate(
    String requestId,
    CertificateKind kind,
    Instant at,
    X509Certificate certificate,
    Optional<Revocation> revocation) {
  public BigInteger serial() {
    return certificate.getSerialNumber();
  }

  public Instant validUntil() {
    return certificate.getNotAfter().toInstant();
  }

  /// SHA-256 of the certificate's DER, which messages name it by (`x5t#S256`).
  public Hash thumbprint() {
    return thumbprint(certificate);
  }

  /// The same of any certificate.
  public static Hash thumbprint(X509Certificate certificate) {
    return Hash.sha256(encoded(certificate));
  }

  /// Its DER.
  public static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("A certificate without an encoding", e);
    }
  }

  IssuedCertificate revoked(Revocation revoked) {
    return new IssuedCertificate(requestId, kind, at, certificate, Optional.of(revoked));
  }
}
