package kz.digitaltenge.app.gateway;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.IssueRequest;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.KazakhRole;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.SubjectName;

/// Certificates of one bank, issued when they are first wanted, and again when one was revoked or
/// is about to run out.
record BankCertificates(
    ParticipantAuthority authority, NodeId bank, String name, InstantSource clock) {
  private static final Duration LEFT_MIN = Duration.ofDays(30);

  X509Certificate signature(String purpose, KeyPair keys) {
    return certificate(
        purpose,
        keys,
        CertificateKind.SIGNATURE,
        List.of(),
        List.of(KazakhRole.LEGAL_ENTITY, KazakhRole.INFORMATION_SYSTEM));
  }

  X509Certificate tls(KeyPair keys, String host) {
    return certificate("tls", keys, CertificateKind.TLS, List.of(host, "localhost"), List.of());
  }

  private X509Certificate certificate(
      String purpose,
      KeyPair keys,
      CertificateKind kind,
      List<String> hosts,
      List<KazakhRole> roles) {
    Instant asked = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant enough = asked.plus(LEFT_MIN);
    for (int number = 1; ; number++) {
      IssuedCertificate issued =
          authority.issue(
              new IssueRequest(
                  "%s-%s-%d".formatted(bank, purpose, number),
                  kind,
                  SubjectName.of(bank.value(), name),
                  keys.getPublic(),
                  hosts,
                  roles,
                  kind.validityMax()));
      // One made just now is as long as its issuer lets it be.
      boolean lasts = issued.validUntil().isAfter(enough) || !issued.at().isBefore(asked);
      if (issued.revocation().isEmpty() && lasts) {
        return issued.certificate();
      }
    }
  }
}
