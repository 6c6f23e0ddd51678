package kz.digitaltenge.trust.participant;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.digitaltenge.ledger.codec.Bytes;
import kz.digitaltenge.trust.KeyFiles;

/// The newest revocation list of each issuer. It lies on disk too, so that numbers keep rising.
final class RevocationLists {
  private final Path folder;
  private final Registry registry;
  private final CertificateWriter writer;
  private final InstantSource clock;
  private final Map<String, RevocationList> newest = new ConcurrentHashMap<>();

  RevocationLists(Path folder, Registry registry, CertificateWriter writer, InstantSource clock) {
    this.folder = folder;
    this.registry = registry;
    this.writer = writer;
    this.clock = clock;
  }

  /// Made anew when something was revoked since, or half of its time is over.
  Bytes current(Signatory issuer) {
    RevocationList kept = newest.get(issuer.name());
    if (kept != null && kept.isCurrent(clock.instant(), registry.revocations())) {
      return kept.der();
    }
    return registry.exclusively(
        () -> {
          RevocationList made = make(issuer);
          KeyFiles.write(file(issuer), made.der().trusted());
          newest.put(issuer.name(), made);
          return made.der();
        });
  }

  private RevocationList make(Signatory issuer) {
    Instant now = clock.instant();
    var subject = issuer.certificate().getSubjectX500Principal();
    List<IssuedCertificate> revoked =
        registry.all().stream()
            .filter(each -> each.revocation().isPresent())
            .filter(each -> each.certificate().getIssuerX500Principal().equals(subject))
            .filter(each -> isListed(each, now))
            .toList();
    return RevocationList.make(
        issuer, revoked, nextNumber(issuer), now, registry.revocations(), writer.signer(issuer));
  }

  /// One that ran out stays on a list for some time, so that each is on at least one after its end.
  private static boolean isListed(IssuedCertificate revoked, Instant now) {
    return now.isBefore(revoked.validUntil().plus(RevocationList.VALIDITY.multipliedBy(2)));
  }

  private BigInteger nextNumber(Signatory issuer) {
    Path file = file(issuer);
    if (!KeyFiles.exists(file)) {
      return BigInteger.ONE;
    }
    try {
      return RevocationList.numberOf(KeyFiles.read(file)).add(BigInteger.ONE);
    } catch (IOException | IllegalArgumentException e) {
      throw KeyFiles.corrupt(file, e);
    }
  }

  private Path file(Signatory issuer) {
    return folder.resolve(issuer.name() + ".crl");
  }
}
