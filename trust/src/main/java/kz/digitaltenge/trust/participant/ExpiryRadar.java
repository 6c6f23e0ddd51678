package kz.digitaltenge.trust.participant;

import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Looks months ahead for certificates that run out.
///
/// One that is revoked needs no successor, and one whose holder has a later one of the kind has it
/// already.
final class ExpiryRadar {
  private ExpiryRadar() {}

  static List<Expiry> within(List<IssuedCertificate> issued, Instant now, Duration within) {
    return sought(issued, now, _ -> within);
  }

  static List<Expiry> warnings(List<IssuedCertificate> issued, Instant now) {
    return sought(issued, now, each -> each.kind().warning());
  }

  private static List<Expiry> sought(
      List<IssuedCertificate> issued, Instant now, Function<IssuedCertificate, Duration> ahead) {
    var latest = new HashMap<Holder, Instant>();
    List<IssuedCertificate> good =
        issued.stream().filter(each -> each.revocation().isEmpty()).toList();
    good.forEach(each -> latest.merge(Holder.of(each), each.validUntil(), ExpiryRadar::later));
    return good.stream()
        .filter(each -> isLatest(each, latest))
        .map(each -> new Expiry(each, Duration.between(now, each.validUntil())))
        .filter(expiry -> expiry.left().compareTo(ahead.apply(expiry.certificate())) <= 0)
        .sorted(Comparator.comparing(Expiry::left))
        .toList();
  }

  private static boolean isLatest(IssuedCertificate each, Map<Holder, Instant> latest) {
    return each.validUntil().equals(latest.get(Holder.of(each)));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /// Issuers succeed each other under different names.
  private record Holder(CertificateKind kind, String name) {
    static Holder of(IssuedCertificate issued) {
      return switch (issued.kind()) {
        case ROOT, ISSUER -> new Holder(issued.kind(), "");
        case STATUS, TIME_STAMP, NODE, SIGNATURE -> new Holder(issued.kind(), name(issued));
        // A server and a program that only calls are not each other's successors.
        case TLS -> new Holder(issued.kind(), name(issued) + (hasHosts(issued) ? " serves" : ""));
      };
    }

    private static String name(IssuedCertificate issued) {
      return issued.certificate().getSubjectX500Principal().getName();
    }

    /// Which ones may change from one to the next.
    private static boolean hasHosts(IssuedCertificate issued) {
      try {
        return issued.certificate().getSubjectAlternativeNames() != null;
      } catch (CertificateParsingException _) {
        return false;
      }
    }
  }
}
