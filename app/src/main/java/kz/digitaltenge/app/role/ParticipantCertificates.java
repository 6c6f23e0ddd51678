package kz.digitaltenge.app.role;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kz.digitaltenge.app.observe.CertificateMeters;
import kz.digitaltenge.app.observe.Reading;
import kz.digitaltenge.trust.participant.CertificateKind;
import kz.digitaltenge.trust.participant.Expiry;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.ParticipantAuthority;
import kz.digitaltenge.trust.participant.SubjectName;

/// Participants', their issuer's and root's, where their authority is: what `./dt ca expiring`
/// names, as long before its end. One that is revoked or has a successor is no matter of anybody's.
///
/// The authority makes the successors of what it tells status and time with by itself, so nobody is
/// told of these.
public final class ParticipantCertificates implements WatchedCertificates {
  private static final Duration ALL = CertificateKind.ROOT.validityMax();
  private static final int RADIX = 16;

  private static final String NEXT =
      "./dt ca issue makes the next one, ./dt ca answering that of a gateway's answers; one that is"
          + " not wanted any more is warned of until ./dt ca revoke.";
  private static final String ISSUER =
      "./dt ca rotate makes the next one; what this one issues lasts no longer than it does.";
  private static final String ROOT =
      "Nothing makes the next one, and no certificate of a participant is good without it. Plan a"
          + " new authority, and new certificates for all participants, before that day.";

  private final ParticipantAuthority authority;
  private volatile List<IssuedCertificate> kept = List.of();

  public ParticipantCertificates(ParticipantAuthority authority) {
    this.authority = authority;
  }

  @Override
  public void read() {
    kept =
        authority.expiring(ALL).stream()
            .map(Expiry::certificate)
            .filter(each -> isReplacedByPeople(each.kind()))
            .toList();
  }

  @Override
  public List<String> warnings(Instant now) {
    return kept.stream()
        .filter(each -> !each.validUntil().isAfter(now.plus(each.kind().warning())))
        .map(
            each ->
                "The participants' certificate %s of %s, number %s, runs out in %d days, on %s. %s"
                    .formatted(
                        each.kind(),
                        SubjectName.impersonalNameOf(each.certificate()).orElse("a person"),
                        each.serial().toString(RADIX),
                        Duration.between(now, each.validUntil()).toDays(),
                        each.validUntil(),
                        next(each.kind())))
        .toList();
  }

  @Override
  public Reading tell(CertificateMeters meters) {
    return meters.readFirstEnds(this::firstEnds);
  }

  private Map<CertificateKind, Instant> firstEnds() {
    var ends = new EnumMap<CertificateKind, Instant>(CertificateKind.class);
    // The first to run out is the first.
    kept.forEach(each -> ends.putIfAbsent(each.kind(), each.validUntil()));
    return ends;
  }

  private static boolean isReplacedByPeople(CertificateKind kind) {
    return switch (kind) {
      case ROOT, ISSUER, NODE, TLS, SIGNATURE -> true;
      case STATUS, TIME_STAMP -> false;
    };
  }

  private static String next(CertificateKind kind) {
    return switch (kind) {
      case ROOT -> ROOT;
      case ISSUER -> ISSUER;
      case NODE, TLS, SIGNATURE, STATUS, TIME_STAMP -> NEXT;
    };
  }
}
