package kz.digitaltenge.app.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import kz.digitaltenge.api.task.Entropy;
import kz.digitaltenge.app.platform.StorageProblems;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.crypto.Hash;
import kz.digitaltenge.trust.KeyKind;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.IssueRequest;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.KazakhRole;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.ParticipantKeys;
import kz.digitaltenge.trust.participant.SubjectName;

/// Certificates of one bank, issued when they are first wanted, and again when one was revoked or
/// is about to run out.
record BankCertificates(
    ParticipantAuthority authority, NodeId bank, String name, InstantSource clock) {
  private static final Duration LEFT_MIN = Duration.ofDays(30);

  /// The keys in a file, made when there are none. Keys with a revoked certificate are put aside,
  /// under the name of the file and the certificate's serial: revocation is for good.
  KeyPair keys(Path file, Entropy entropy) {
    return keys(file, () -> ParticipantKeys.openOrCreate(file, KeyKind.P256, entropy));
  }

  /// The same for what the platform signs with: in the security module, where there is one.
  KeyPair platformKeys(Path file, String name, Entropy entropy) {
    return keys(
        file,
        () ->
            ParticipantKeys.openOrCreateInPlace(
                file, "%s-%s".formatted(bank.value(), name), entropy));
  }

  private KeyPair keys(Path file, Supplier<KeyPair> kept) {
    KeyPair keys = kept.get();
    Optional<IssuedCertificate> revoked = revoked(keys);
    if (revoked.isEmpty()) {
      return keys;
    }
    Path aside = file.resolveSibling(file.getFileName() + ".revoked-" + revoked.get().serial());
    try {
      Files.move(file, aside);
    } catch (IOException e) {
      throw StorageProblems.of(aside, e).exception(e);
    }
    return kept.get();
  }

  private Optional<IssuedCertificate> revoked(KeyPair keys) {
    return authority.issued().stream()
        .filter(issued -> issued.certificate().getPublicKey().equals(keys.getPublic()))
        .filter(issued -> issued.revocation().isPresent())
        .findFirst();
  }

  X509Certificate signature(String purpose, KeyPair keys) {
    return signature(purpose, bank.value(), keys);
  }

  /// Of one of its people.
  ///
  /// @param person `officer-1`
  X509Certificate person(String person, KeyPair keys) {
    return signature(person, participant(bank, person), keys);
  }

  /// As which participant one of a bank's people asks.
  public static String participant(NodeId bank, String person) {
    return bank.value() + "." + person;
  }

  private X509Certificate signature(String purpose, String commonName, KeyPair keys) {
    return certificate(
        purpose,
        commonName,
        keys,
        CertificateKind.SIGNATURE,
        List.of(),
        List.of(KazakhRole.LEGAL_ENTITY, KazakhRole.INFORMATION_SYSTEM));
  }

  X509Certificate tls(KeyPair keys, String host) {
    return certificate(
        "tls", bank.value(), keys, CertificateKind.TLS, List.of(host, "localhost"), List.of());
  }

  /// For a program that calls and is not called.
  X509Certificate connection(KeyPair keys) {
    return certificate("connection", bank.value(), keys, CertificateKind.TLS, List.of(), List.of());
  }

  /// The same of one of its people.
  ///
  /// @param person `officer-1`
  X509Certificate connectionOf(String person, KeyPair keys) {
    return certificate(
        "connection-" + person,
        participant(bank, person),
        keys,
        CertificateKind.TLS,
        List.of(),
        List.of());
  }

  private X509Certificate certificate(
      String purpose,
      String commonName,
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
                  "%s-%s-%s-%d".formatted(bank, purpose, keyName(keys), number),
                  kind,
                  SubjectName.of(commonName, name),
                  keys.getPublic(),
                  hosts,
                  roles,
                  kind.validityMax()));
      // One made just now is as long as its issuer lets it be.
      boolean lasts = issued.validUntil().isAfter(enough) || !issued.at().isBefore(asked);
      if (lasts) {
        return issued.certificate();
      }
    }
  }

  /// So that a request is about one key.
  private static String keyName(KeyPair keys) {
    return Hash.sha256(keys.getPublic().getEncoded()).toString().substring(0, 16);
  }
}
