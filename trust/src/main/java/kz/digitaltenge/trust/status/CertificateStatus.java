package kz.digitaltenge.trust.status;

import java.time.Instant;

/// What is known of a certificate.
public sealed interface CertificateStatus {
  /// It was issued and is not revoked.
  ///
  /// @param until when the answer may be relied on
  record Good(Instant until) implements CertificateStatus {}

  record Revoked(Instant at) implements CertificateStatus {}

  /// The authority never issued it.
  record Unknown() implements CertificateStatus {}

  /// There is no answer, or none that can be relied on.
  ///
  /// @param why a phrase for people
  record Unavailable(String why) implements CertificateStatus {}
}
