package kz.digitaltenge.trust.signed;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kz.digitaltenge.api.error.ErrorCode;
import kz.digitaltenge.api.error.Problem;
import kz.digitaltenge.trust.participant.IssuedCertificate;
import kz.digitaltenge.trust.participant.SubjectName;
import kz.digitaltenge.trust.status.CertificateStatus;
import kz.digitaltenge.trust.status.StatusCache;

/// Decides whose a connection is, by the certificate that its caller showed in the TLS handshake
/// (C05).
///
/// The handshake has made sure that the caller has the key. It is over for good, so what can change
/// since is looked at with each request: time, and the certificate's status, which is cached and
/// fails closed. Any thread may call.
public final class ConnectionCheck {
  /// `id-kp-clientAuth` of RFC 5280.
  private static final String TLS_CLIENT = "1.3.6.1.5.5.7.3.2";

  private final X509Certificate root;
  private final ChainCheck chains;
  private final StatusCache statuses;
  private final InstantSource clock;

  public ConnectionCheck(X509Certificate root, StatusCache statuses, InstantSource clock) {
    this.root = root;
    this.chains = new ChainCheck(Set.of(IssuedCertificate.thumbprint(root)));
    this.statuses = statuses;
    this.clock = clock;
  }

  /// Whose it is.
  public sealed interface Verdict {
    /// A participant's.
    record Known(String participant) implements Verdict {}

    /// Nobody's, so nothing that is asked over it is carried out.
    record Refused(Problem problem) implements Verdict {}
  }

  /// Looks at what was shown.
  ///
  /// @param shown the caller's own certificate first; empty when it showed none
  public Verdict of(List<X509Certificate> shown) {
    if (shown.isEmpty()) {
      return new Verdict.Refused(Problem.of(ErrorCode.CONNECTION_CERTIFICATE_MISSING));
    }
    X509Certificate leaf = shown.getFirst();
    Optional<CertificateChain> chain =
        shown.stream()
            .skip(1)
            .filter(each -> each.getSubjectX500Principal().equals(leaf.getIssuerX500Principal()))
            .findFirst()
            .map(issuer -> new CertificateChain(leaf, issuer, root));
    return chain.isEmpty()
        ? refused(MessageRefusal.CERTIFICATE_OF_FOREIGN_AUTHORITY, leaf)
        : of(chain.get(), clock.instant());
  }

  private Verdict of(CertificateChain chain, Instant now) {
    X509Certificate leaf = chain.leaf();
    Optional<MessageRefusal> broken = chains.pathRefusal(chain, now);
    if (broken.isPresent()) {
      return refused(broken.get(), leaf);
    }
    if (!isForCallers(leaf)) {
      return refused(MessageRefusal.CERTIFICATE_NOT_FOR_CONNECTIONS, leaf);
    }
    return refusal(statuses.of(leaf, chain.issuer()).status(), leaf)
        .or(() -> refusal(statuses.of(chain.issuer(), root).status(), leaf))
        .orElseGet(() -> new Verdict.Known(SubjectName.commonNameOf(leaf)));
  }

  private static Optional<Verdict> refusal(CertificateStatus status, X509Certificate leaf) {
    return switch (status) {
      case CertificateStatus.Good _ -> Optional.empty();
      case CertificateStatus.Revoked _ ->
          Optional.of(refused(MessageRefusal.CERTIFICATE_REVOKED, leaf));
      case CertificateStatus.Unknown _ ->
          Optional.of(refused(MessageRefusal.CERTIFICATE_UNKNOWN, leaf));
      case CertificateStatus.Unavailable(String why) ->
          Optional.of(new Verdict.Refused(Problem.of(ErrorCode.STATUS_UNAVAILABLE, "reason", why)));
    };
  }

  private static Verdict refused(MessageRefusal refusal, X509Certificate leaf) {
    return new Verdict.Refused(
        Problem.of(
            ErrorCode.CONNECTION_CERTIFICATE_REFUSED,
            "certificate",
            leaf.getSerialNumber().toString(16),
            "refusal",
            refusal));
  }

  private static boolean isForCallers(X509Certificate leaf) {
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      return purposes != null && purposes.contains(TLS_CLIENT);
    } catch (CertificateParsingException _) {
      return false;
    }
  }
}
